import pytest

from perennial.accounts.models import Token
from tests.cast import cast, context, people  # noqa: F401


@pytest.fixture
def api(client, cast):  # noqa: F811
    """Call the API as one of the cast: api("owner", "GET", "people", …) -> (status, body, response)."""
    keys = {name: Token.make(actor.user, name)[1] for name, actor in cast.items()}

    def call(who, method, path, body=None, **headers):
        headers = {"Authorization": f"Bearer {keys[who]}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        options = {"data": body, "content_type": "application/json"} if body is not None else {}
        response = client.generic if body is None else getattr(client, method.lower())
        url = path if path.startswith("/") else f"/api/v1/{path}"
        response = response(method, url, headers=headers) if body is None else response(url, headers=headers, **options)
        return response.status_code, response.json() if response.content else None, response

    return call

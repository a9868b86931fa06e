from tests.cast import cast, context, people  # noqa: F401

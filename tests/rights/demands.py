"""What each address asks of whoever calls it, in the terms of the policy: said here by hand, never read off answers.

A new address without a row fails the test, so that somebody has to say whom it is for.
"""

from dataclasses import dataclass

from perennial.records.registry import REGISTRY


@dataclass(frozen=True)
class Demand:
    """What one method of an address asks.

    `action` on the record named by the address (or, when `collection`, on the type at all);
    `power` is a capability (several: any of them suffices); `personal` things are found by their owner only.
    `standing` says which records are there for it: "kept" (not in the trash), "trashed", or "both".
    `second` is the action that a further record of one's own is asked for.
    """

    action: str = ""
    collection: bool = False
    power: tuple = ()
    personal: bool = False
    public: bool = False
    standing: str = "kept"
    second: str = ""
    making: str = ""  # a type of which a record is made besides
    wide: bool = False  # the right has to reach further than one's own
    loose: bool = False  # what the address names is not there in the tests' company: 404 for whom it would be for

    @property
    def words(self):
        """How the printed table calls it."""
        if self.public:
            return "anybody"
        parts = []
        if self.power:
            parts.append(" or ".join(f"`{one}`" for one in self.power))
        if self.action:
            parts.append(f"{self.action} {'the type' if self.collection else 'the record'}")
        if self.second:
            parts.append(f"{self.second} the other record")
        if self.making:
            parts.append(f"create {self.making}")
        if self.wide:
            parts.append("beyond one's own")
        if self.personal:
            parts.append("one's own only")
        if self.standing == "trashed":
            parts.append("in the trash")
        if self.standing == "both":
            parts.append("in the trash too")
        return ", ".join(parts) or "signed in"


ANYBODY, SIGNED_IN, PERSONAL = Demand(public=True), Demand(), Demand(personal=True)
SEE_TYPE, CREATE, EDIT_TYPE, EXPORT = (Demand(action, collection=True) for action in ("see", "create", "edit", "export"))
DELETE_TYPE = Demand("delete", collection=True)
SEE, EDIT, DELETE = (Demand(action) for action in ("see", "edit", "delete"))
SEE_ANY, EDIT_ANY, DELETE_ANY = (Demand(action, standing="both") for action in ("see", "edit", "delete"))
DELETE_TRASHED = Demand("delete", standing="trashed")
MERGE = Demand("edit", second="delete")
GONE = Demand(loose=True)


def may(*powers, **more):
    """Return the demand of any of these capabilities."""
    return Demand(power=powers, **more)


def read(demand):
    return {"get": demand}


def write(demand):
    return {"post": demand}


def both(demand):
    return {"get": demand, "post": demand}


# Addresses that each record type has, by their name without the type.
OF_TYPE = {
    "list": read(SEE_TYPE), "view": read(SEE_TYPE), "view-keep": write(may("views")), "columns-view": both(SEE_TYPE),
    "export-view": read(EXPORT), "views-new": both(SEE_TYPE), "views-order": write(SEE_TYPE), "counts": read(SEE_TYPE),
    "columns": both(SEE_TYPE), "width": write(SEE_TYPE), "filter": read(SEE_TYPE), "filter-row": read(SEE_TYPE),
    "cell": both(EDIT), "cell-warnings": read(EDIT), "cell-back": write(EDIT_ANY), "quick": read(SEE),
    "bulk": both(EDIT_TYPE), "export": read(EXPORT), "out": write(DELETE), "back": write(DELETE_TRASHED),
    "new": both(CREATE), "twins": write(SEE_TYPE), "record": read(SEE_ANY), "edit": both(EDIT), "facts": read(SEE_ANY),
    "fact": both(EDIT), "timeline": read(SEE_ANY), "history": read(SEE_ANY), "put_back": write(EDIT_ANY),
    "panel": read(SEE_ANY), "compose": both(EDIT), "pin": write(SEE_ANY), "do": both(EDIT),
    "trash_record": write(DELETE_ANY), "restore": write(DELETE_ANY), "files": write(EDIT), "file": read(SEE_ANY),
    "thumb": read(SEE_ANY), "file_trash": write(EDIT), "file_restore": write(EDIT), "merge-pick": read(SIGNED_IN),
    "merge": both(EDIT), "merge-with": both(MERGE), "unmerge": write(EDIT_ANY),
}  # fmt: skip

# Everything else, by its whole name.
SITE = {
    # the door
    "first_run": both(ANYBODY), "join": both(ANYBODY), "account_login": both(ANYBODY), "mfa_authenticate": both(ANYBODY),
    "account_inactive": read(ANYBODY), "account_logout": both(ANYBODY), "account_reset_password": both(ANYBODY),
    "account_reset_password_done": read(ANYBODY), "account_reset_password_from_key": both(ANYBODY),
    "account_reset_password_from_key_done": read(ANYBODY), "account_reauthenticate": both(SIGNED_IN),
    "mfa_reauthenticate": both(SIGNED_IN), "ui:language": write(ANYBODY), "ui:manifest": read(ANYBODY),
    "ui:worker": read(ANYBODY), "ui:offline": read(ANYBODY), "calendar_feed": read(Demand(public=True, loose=True)),
    # me
    "settings": read(SIGNED_IN), "profile": both(SIGNED_IN), "security": read(SIGNED_IN), "session_end": write(PERSONAL),
    "sessions_end_others": write(SIGNED_IN), "account_change_password": both(SIGNED_IN), "mfa_index": read(SIGNED_IN),
    "mfa_activate_totp": both(SIGNED_IN), "mfa_deactivate_totp": both(GONE),
    "mfa_view_recovery_codes": read(GONE), "mfa_generate_recovery_codes": both(SIGNED_IN),
    "mfa_download_recovery_codes": read(GONE), "tokens": both(SIGNED_IN), "token_revoke": write(PERSONAL),
    "notifications": read(SIGNED_IN), "notifications_read": write(SIGNED_IN), "notification": read(PERSONAL),
    "calendar_key": read(SIGNED_IN), "notices": both(SIGNED_IN), "device_add": write(SIGNED_IN),
    "device_renew": write(SIGNED_IN), "device_forget": write(PERSONAL), "calendar_key_make": write(SIGNED_IN), "calendar_key_revoke": write(SIGNED_IN),
    # the company
    "company": both(may("settings")), "users": read(may("users")), "user_invite": both(may("users")),
    "user": both(may("users")), "user_deactivate": write(may("users")), "user_factor_off": write(may("users")),
    "user_token_revoke": write(may("users")), "user_activate": write(may("users")),
    "invitation_renew": write(may("users")), "invitation_withdraw": write(may("users")), "teams": both(may("users")),
    "team": both(may("users")), "team_remove": write(may("users")), "roles": read(may("users")),
    "role": both(may("users")), "role_copy": write(may("users")), "role_remove": write(may("users")),
    "audit": read(may("audit")), "fields": read(may("settings")), "fields_of": read(may("settings")),
    "field_code": read(may("settings")), "field_new": both(may("settings")), "fields_order": write(may("settings")),
    "field": both(may("settings")), "field_away": write(may("settings")), "field_back": write(may("settings")),
    "background": read(may("settings")), "background_again": write(may("settings", loose=True)),
    "background_all_again": write(may("settings")), "webhooks": both(may("settings")), "webhook_remove": write(may("settings")),
    "webhook_resend": write(may("settings")), "demo:story": both(may("settings")),
    "sales:pipelines": both(may("pipelines")), "sales:pipeline_new": both(may("pipelines")),
    "sales:pipeline": both(may("pipelines")), "sales:pipeline_away": write(EDIT),
    "sales:pipeline_out": write(EDIT), "sales:stages_order": write(may("pipelines")),
    "sales:stage_new": both(may("pipelines")), "sales:stage_edit": both(may("pipelines")),
    "sales:stage_away": write(EDIT), "sales:stage_out": write(EDIT),
    "sales:lists": read(may("settings", "pipelines")), "sales:list": read(may("settings", "pipelines")),
    "sales:list_add": write(may("settings", "pipelines")), "sales:list_order": write(may("settings", "pipelines")),
    "sales:list_entry": write(may("settings", "pipelines")), "sales:assignment": read(may("pipelines")),
    "sales:rule_new": both(may("pipelines")), "sales:rules_order": write(may("pipelines")),
    "sales:rule": both(may("pipelines")), "sales:rule_remove": write(may("pipelines")),
    "sales:rates": both(may("pipelines")), "sales:rate_remove": write(may("pipelines")),
    "handovers": both(may("users")), "handover": read(may("users")), "handover_undo": write(may("users")),
    "handover_mine": read(PERSONAL),
    # records of every type
    "view": read(PERSONAL), "view-edit": both(PERSONAL), "view-delete": write(PERSONAL), "run": read(PERSONAL),
    "run-part": read(PERSONAL), "run-stop": write(PERSONAL), "run-seen": write(PERSONAL), "run-undo": write(PERSONAL),
    "trash": read(SIGNED_IN), "options": read(SIGNED_IN), "search": read(SIGNED_IN), "palette": read(SIGNED_IN),
    "imports": both(may("import")), "import": read(may("import", personal=True)),
    "import-what": both(may("import", personal=True)), "import-columns": both(may("import", personal=True)),
    "import-verdict": read(may("import", personal=True)), "import-mend": write(may("import", personal=True, loose=True)),
    "import-known": read(may("import", personal=True)), "import-start": write(may("import", personal=True)),
    "import-part": read(may("import", personal=True)), "import-stop": write(may("import", personal=True)),
    "import-undo": write(may("import", personal=True)), "import-left-out": read(may("import", personal=True, loose=True)),
    "import-discard": write(may("import", personal=True)),
    "duplicates-first": read(EDIT_TYPE), "duplicates": read(EDIT_TYPE), "duplicates-apart": write(EDIT_ANY),
    "duplicates-reopen": write(EDIT_ANY),
    # people
    "relations:relation-end": write(EDIT), "relations:relation-resume": write(EDIT),
    "relations:relation-remove": write(EDIT), "relations:relation-again": write(EDIT),
    # what is done with customers
    "day": read(SIGNED_IN), "day_team": read(Demand("see", collection=True, wide=True)), "day_add": write(CREATE), "day_understood": read(SIGNED_IN),
    "day_block": read(SIGNED_IN), "calendar": read(SIGNED_IN), "calendar_people": read(SIGNED_IN),
    "calendar_move": write(EDIT), "activity_about": read(SIGNED_IN), "activity_done": write(EDIT),
    "activity_open": write(EDIT), "activity_later": both(EDIT), "activity_point": write(EDIT),
    # sales
    "sales:requests": read(SEE_TYPE), "sales:distribute": write(EDIT_TYPE), "sales:sort": write(EDIT),
    "sales:accept": {"get": EDIT, "post": Demand("edit", making="deals")}, "sales:decline": both(EDIT), "sales:tie": both(EDIT), "sales:unsort": write(EDIT),
    "sales:take_back": write(SIGNED_IN), "sales:undo_request": write(EDIT_ANY), "sales:board": read(SEE_TYPE),
    "sales:pipeline_board": read(SEE_TYPE), "sales:months": read(SEE_TYPE), "sales:pipeline_months": read(SEE_TYPE), "sales:stage": write(EDIT), "sales:plan": write(EDIT),
    "sales:win": write(EDIT), "sales:lose": both(EDIT), "sales:hold": both(EDIT), "sales:reopen": write(EDIT),
    "sales:undo": write(EDIT_ANY), "sales:deal_roles": both(EDIT), "sales:deal_role": write(EDIT),
    "sales:lines": both(EDIT),
}  # fmt: skip

# Of which type the record of an address is, where the address does not say it.
TYPE_OF = {
    "relations": "people", "duplicates-first": "people", "duplicates": "people", "duplicates-apart": "people",
    "duplicates-reopen": "people", "day_team": "tasks", "sales:pipeline_away": "pipelines", "sales:pipeline_out": "pipelines",
    "sales:stage_away": "stages", "sales:stage_out": "stages", "day_add": "tasks", "calendar_move": "meetings", "activity_done": "tasks",
    "activity_open": "tasks", "activity_later": "tasks", "activity_point": "tasks",
    **dict.fromkeys(("sales:requests", "sales:distribute", "sales:sort", "sales:accept", "sales:decline", "sales:tie",
                     "sales:unsort", "sales:undo_request"), "leads"),
    **dict.fromkeys(("sales:board", "sales:pipeline_board", "sales:months", "sales:pipeline_months", "sales:stage", "sales:plan", "sales:win", "sales:lose",
                     "sales:hold", "sales:reopen", "sales:undo", "sales:deal_roles", "sales:deal_role", "sales:lines"), "deals"),
}  # fmt: skip

# The operations of each collection.
API_OF_TYPE = {
    "GET /": SEE_TYPE, "POST /": CREATE, "GET /{pk}": SEE_ANY, "PATCH /{pk}": EDIT, "DELETE /{pk}": DELETE,
    "POST /{pk}/restore": DELETE_TRASHED, "POST /{pk}/merge": MERGE, "POST /{pk}/unmerge": EDIT_ANY,
    "GET /{pk}/timeline": SEE_ANY, "GET /{pk}/history": SEE_ANY, "GET /{pk}/files": SEE_ANY,
    "POST /{pk}/files": EDIT, "GET /report": SEE_TYPE, "POST /bulk": SIGNED_IN, "GET /board": SEE_TYPE,
}  # fmt: skip
API_SITE = {"GET /api/v1/openapi.json": SIGNED_IN, "GET /api/v1/search": SIGNED_IN, "POST /api/v1/batch": SIGNED_IN}


def of_page(page):
    """Return {method: Demand} of a Page. Raises KeyError for one that nobody has spoken of."""
    if page.code:
        return {} if page.key == "do" and not _deeds(page.code) else OF_TYPE[page.key]
    return SITE[page.name]


def _deeds(code):
    return [verb for verb in REGISTRY[code].verbs.values() if verb.run]


def type_of(page):
    """Return the code of the type that a page's record is of, or ""."""
    return page.code or TYPE_OF.get(page.name) or TYPE_OF.get(page.name.split(":")[0], "")


def of_operation(operation):
    """Return the Demand of an Operation; a type's own verbs ask for editing the record. Raises KeyError."""
    if not operation.code:
        return API_SITE[operation.key]
    if operation.key in API_OF_TYPE:
        return API_OF_TYPE[operation.key]
    method, path = operation.key.split(" ")
    if path in ("/{pk}/end_relation", "/{pk}/unrelate"):
        return Demand("edit", loose=True)  # of a relation that is not there
    if path == "/{pk}/conversion":
        return Demand("edit", making="deals")
    if method == "POST" and path.startswith("/{pk}/"):
        return EDIT
    raise KeyError(operation.key)

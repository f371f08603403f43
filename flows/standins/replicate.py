"""A stand-in in the making."""

from flows.standins.calls import Answer, Call, Desk

desk = Desk("replicate")


@desk.route("account", "GET /v1/account")
def account(call: Call) -> Answer:
    """Return the account."""
    return Answer.json({"ok": True})


@desk.route("post", "POST /v1/post")
def post(call: Call) -> Answer:
    """Return the account."""
    return Answer.json({"ok": True, "text": "x" * 3000}, job="j1")


routes = desk.routes

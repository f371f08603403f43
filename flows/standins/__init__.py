"""Stand-ins for the vendors: one local HTTP server that speaks their APIs and can misbehave.

``firstcut vendors`` runs it (``server.serve``); tests run it in a thread (``server.StandIns``).
A vendor is a module here that makes a ``Desk`` and hangs its routes on it::

    desk = Desk("anthropic")

    @desk.route("messages", "POST /v1/messages", knows=("refusal", "max_tokens"))
    def messages(call: Call) -> Answer:
        asked = call.json()
        if call.fault and call.fault.name == "refusal": ...
        return Answer.json({...})

    routes = desk.routes

and is listed in ``server.ROUTES``. Paths are the vendor's own, below
``/<vendor>`` (``{url}/anthropic/v1/messages``); ``{name}`` parts come in ``call.parts``. Handlers
are plain functions and run in threads. They raise ``RefusalError(422, "…")`` for the vendor's own
error body (``vendors.VENDORS``). Keys are checked before they are called.

Faults of the line (``faults.WIRE``: status, slow, reset, reset_after_acceptance, cut_body,
malformed_json) are the server's work, on every route. All others come as ``call.fault`` to routes
that say they ``know`` them (``faults.MEDIA``, ``faults.JOBS``, …): ``call.fault.spoil(data, type)``
does those that only touch the bytes.
Whatever must be remembered lies in ``call.house`` (``files``, ``jobs``, ``notes[vendor]``), which
a reset empties.
"""

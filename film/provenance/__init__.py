"""Content Credentials: what a film says of its own making, signed, as C2PA has it."""

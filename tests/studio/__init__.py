"""The studio as ops and callers use it: real servers and workers, all over HTTP."""

"""Exchangeable engines and credentials as Prefect blocks: configuration plus one capability."""

"""Policies: they allow what our code does, and as little else as AWS lets them."""

import json
import re
from typing import Any

import pytest

from deployments.register import ROOT

FOLDER = ROOT / "deployments" / "iam"
POLICIES = sorted(file.name for file in FOLDER.glob("*.json"))
ACTIONS: dict[str, set[str]] = {
    "get_object": {"s3:GetObject"},
    "head_object": {"s3:GetObject"},
    "generate_presigned_url": {"s3:GetObject"},
    "put_object": {"s3:PutObject"},
    "upload_fileobj": {"s3:PutObject", "s3:AbortMultipartUpload"},
    "delete_object": {"s3:DeleteObject"},
    "delete_objects": {"s3:DeleteObject"},
    "list_objects_v2": {"s3:ListBucket"},
    "head_bucket": {"s3:ListBucket"},
    "create_bucket": {"s3:CreateBucket"},
    "get_public_access_block": {"s3:GetBucketPublicAccessBlock"},
    "put_public_access_block": {"s3:PutBucketPublicAccessBlock"},
    "get_bucket_encryption": {"s3:GetEncryptionConfiguration"},
    "put_bucket_encryption": {"s3:PutEncryptionConfiguration"},
    "get_bucket_lifecycle_configuration": {"s3:GetLifecycleConfiguration"},
    "put_bucket_lifecycle_configuration": {"s3:PutLifecycleConfiguration"},
    "get_bucket_policy": {"s3:GetBucketPolicy"},
    "put_bucket_policy": {"s3:PutBucketPolicy"},
}
"""What S3 wants to have allowed for each call of its client."""
OF_THE_CLIENT_ITSELF = {"exceptions", "meta", "get_paginator"}
CALL = re.compile(r"\bclient(?:_at\([^)]*\))?\.([a-z0-9_]+)|get_paginator\(\"([a-z0-9_]+)\"\)")


def statements(policy: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / policy).read_text())["Statement"]
    return found


def many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def allowed(policy: str) -> set[str]:
    return {action for one in statements(policy) for action in many(one["Action"])}


def calls(*patterns: str) -> set[str]:
    """Return the S3 client's methods that our code calls."""
    texts = (file.read_text() for pattern in patterns for file in ROOT.glob(pattern))
    found = {name for text in texts for pair in CALL.findall(text) for name in pair if name}
    return found - OF_THE_CLIENT_ITSELF


@pytest.mark.parametrize("policy", POLICIES)
def test_no_action_is_open(policy: str) -> None:
    assert not [action for action in allowed(policy) if "*" in action]
    assert not [one for one in statements(policy) if {"NotAction", "NotResource"} & set(one)]


@pytest.mark.parametrize("policy", POLICIES)
def test_an_open_resource_says_why(policy: str) -> None:
    reasons = (FOLDER / "README.md").read_text().partition("## Where a resource is")[2]
    for one in statements(policy):
        if "*" in many(one.get("Resource", [])):
            assert not [action for action in many(one["Action"]) if f"`{action}`" not in reasons]


def test_no_resource_is_said_to_be_open_that_is_not() -> None:
    reasons = (FOLDER / "README.md").read_text().partition("## Where a resource is")[2]
    opened = {
        action
        for policy in POLICIES
        for one in statements(policy)
        if "*" in many(one.get("Resource", []))
        for action in many(one["Action"])
    }
    assert set(re.findall(r"`(\w+:\w+)`", reasons)) == opened


def test_a_worker_may_do_what_storage_does() -> None:
    wanted = set().union(*(ACTIONS[call] for call in calls("blocks/storage/*.py")))
    assert wanted - allowed("worker-role.json") == set()
    assert "s3:GetObject" in wanted


def test_who_makes_the_bucket_may_do_what_that_takes() -> None:
    wanted = set().union(*(ACTIONS[call] for call in calls("deployments/storage.py")))
    assert wanted - allowed("storage-role.json") == set()
    assert "s3:PutBucketPolicy" in wanted


def test_a_worker_may_do_no_more_than_files() -> None:
    kept = {"s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts"}
    kept |= {"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"}
    assert allowed("worker-role.json") == kept | {"kms:Decrypt", "kms:GenerateDataKey"}


def test_a_worker_sees_its_prefix_alone() -> None:
    for one in statements("worker-role.json"):
        (resource,) = many(one["Resource"])
        listing = resource == "arn:aws:s3:::BUCKET"
        if listing:
            assert one["Condition"] == {"StringLike": {"s3:prefix": ["PREFIX", "PREFIX*"]}}
        elif ":s3:" in resource:
            assert resource == "arn:aws:s3:::BUCKET/PREFIX*"
        else:
            assert "kms:ViaService" in str(one["Condition"])


def test_tasks_are_handed_two_roles_and_no_other() -> None:
    (handing,) = [
        one for one in statements("launcher-role.json") if one["Action"] == "iam:PassRole"
    ]
    assert [role.rpartition("/")[2] for role in handing["Resource"]] == [
        "firstcut-worker",
        "firstcut-execution",
    ]
    assert handing["Condition"]["StringEquals"] == {
        "iam:PassedToService": "ecs-tasks.amazonaws.com"
    }

"""Storage on S3: a bucket made safe, and the blocks that name it. Twice changes nothing."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from blocks.storage.bucket import Bucket
from blocks.storage.s3_errors import code_of

if TYPE_CHECKING:
    from prefect_aws import AwsCredentials

STORAGE, BUCKET, RESULTS = "studio", "firstcut", "firstcut-results"
"""Names of the saved blocks: the storage, its bucket, and where results of tasks go."""
REFERENCE = f"firstcut-s3-asset-storage/{STORAGE}"
"""What a run's parameter ``storage`` says to have everything on S3."""
RESULT_STORAGE = f"s3-bucket/{RESULTS}"
"""What ``PREFECT_DEFAULT_RESULT_STORAGE_BLOCK`` says on every worker of such runs."""
FIRST_REGION = "us-east-1"
"""The one region that must not be named when a bucket is made there."""
ABSENT = frozenset(
    (
        *("404", "NoSuchBucket", "NoSuchBucketPolicy", "NoSuchLifecycleConfiguration"),
        *("NoSuchPublicAccessBlockConfiguration",),
        *("ServerSideEncryptionConfigurationNotFoundError",),
    )
)
"""What S3 says of settings that a bucket does not have yet."""
UNKNOWN = frozenset(
    ("NotImplemented", "MethodNotAllowed", "MalformedXML", "InvalidArgument", "501")
)
"""What other storages than AWS's say of settings that they do not know."""


@dataclass(frozen=True)
class Plan:
    """The bucket that a studio wants."""

    bucket: str
    endpoint: str = ""
    """Address of a storage that is not AWS's."""
    region: str = ""
    key_id: str = ""
    """Empty for what the machine has: its role, environment or profile."""
    secret: SecretStr | None = None
    folder: str = ""
    """Folder in the bucket for all of Firstcut's, if others use the bucket too."""
    encryption: Literal["AES256", "aws:kms", "none"] = "AES256"
    kms_key: str = ""
    results_days: int = 0
    """Days after which tasks' results go; 0 keeps them."""
    link_hours: float = 1
    public_endpoint: str = ""
    """The storage's address as browsers reach it, when it is another than the workers'."""

    @property
    def on_aws(self) -> bool:
        """Whether the storage is AWS's own."""
        host = urlsplit(self.endpoint).hostname or "amazonaws.com"
        return host.endswith(("amazonaws.com", "amazonaws.com.cn"))

    @property
    def prefix(self) -> str:
        """What every key begins with."""
        return f"{self.folder.strip('/')}/" if self.folder.strip("/") else ""

    def credentials(self) -> "AwsCredentials":
        """Return the credentials block, not saved."""
        from prefect_aws import AwsCredentials
        from prefect_aws.client_parameters import AwsClientParameters

        return AwsCredentials(
            aws_access_key_id=self.key_id or None,
            aws_secret_access_key=self.secret,
            region_name=self.region or (None if self.on_aws else FIRST_REGION),
            aws_client_parameters=AwsClientParameters(endpoint_url=self.endpoint or None),
        )


def set_up(plan: Plan) -> list[str]:
    """Prepare the bucket and save its blocks; return a sentence for everything that was changed.

    EngineMissing, EngineBusy or BadRequest says what is in the way.
    """
    changed = prepare_bucket(plan)
    save_blocks(plan)
    return changed


def prepare_bucket(plan: Plan) -> list[str]:
    """Make the bucket if it is missing, and private, encrypted and tidy; say what was changed.

    What a storage that is not AWS's does not know is said, too, and no error.
    """
    place = Bucket(plan.bucket, plan.prefix, plan.credentials())
    with place.errors():
        client = place.client
        said = [_made(client, plan)]
        for what, setting in SETTINGS.items():
            try:
                if setting(client, plan):
                    said.append(f"{what}: set")
            except client.exceptions.ClientError as cause:
                if plan.on_aws or code_of(cause) not in UNKNOWN:
                    raise
                said.append(f"{what}: this storage does not know it")
    place.probe()
    return [one for one in said if one]


def save_blocks(plan: Plan) -> None:
    """Save the credentials, the bucket, the results' folder in it, and the asset storage."""
    from prefect_aws import AwsCredentials
    from prefect_aws.s3 import S3Bucket

    from blocks.registering import register_type
    from blocks.storage.s3 import S3AssetStorage

    for kind in (AwsCredentials, S3Bucket, S3AssetStorage):
        register_type(kind)
    plan.credentials().save(BUCKET, overwrite=True)
    # As loaded: what stands in a block that was not saved would be saved with its secrets masked.
    keys = AwsCredentials.load(BUCKET)
    for name, folder in ((BUCKET, plan.prefix), (RESULTS, f"{plan.prefix}results/")):
        bucket = S3Bucket(bucket_name=plan.bucket, bucket_folder=folder, credentials=keys)
        bucket.save(name, overwrite=True)
    S3AssetStorage(
        bucket=BUCKET,
        encryption=plan.encryption,
        kms_key=plan.kms_key,
        link_hours=plan.link_hours,
        public_endpoint=plan.public_endpoint,
    ).save(STORAGE, overwrite=True)


def _made(client: Any, plan: Plan) -> str:
    try:
        client.head_bucket(Bucket=plan.bucket)
    except client.exceptions.ClientError as cause:
        if code_of(cause) not in ABSENT:
            raise
    else:
        return ""
    region = client.meta.region_name
    place = {"LocationConstraint": region} if region != FIRST_REGION else {}
    client.create_bucket(
        Bucket=plan.bucket, **({"CreateBucketConfiguration": place} if place else {})
    )
    return f"bucket {plan.bucket}: made"


def _block_public_access(client: Any, plan: Plan) -> bool:
    names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    wanted = dict.fromkeys(names, True)
    found = _read(client.get_public_access_block, plan).get("PublicAccessBlockConfiguration")
    if found == wanted:
        return False
    client.put_public_access_block(Bucket=plan.bucket, PublicAccessBlockConfiguration=wanted)
    return True


def _encrypt(client: Any, plan: Plan) -> bool:
    if plan.encryption == "none":
        return False
    usual: dict[str, Any] = {"SSEAlgorithm": plan.encryption}
    if plan.kms_key:
        usual["KMSMasterKeyID"] = plan.kms_key
    found = _read(client.get_bucket_encryption, plan).get("ServerSideEncryptionConfiguration", {})
    rules = found.get("Rules", ())
    if [rule.get("ApplyServerSideEncryptionByDefault") for rule in rules] == [usual]:
        return False
    rule = {
        "ApplyServerSideEncryptionByDefault": usual,
        "BucketKeyEnabled": plan.encryption == "aws:kms",  # far fewer paid calls to KMS
    }
    client.put_bucket_encryption(
        Bucket=plan.bucket, ServerSideEncryptionConfiguration={"Rules": [rule]}
    )
    return True


def _tidy(client: Any, plan: Plan) -> bool:
    ours = _rules(plan)
    found = _read(client.get_bucket_lifecycle_configuration, plan).get("Rules", [])
    mine = [rule for rule in found if rule.get("ID", "").startswith("firstcut-")]
    if mine == ours:
        return False
    others = [rule for rule in found if rule not in mine]
    client.put_bucket_lifecycle_configuration(
        Bucket=plan.bucket, LifecycleConfiguration={"Rules": [*others, *ours]}
    )
    return True


def _rules(plan: Plan) -> list[dict[str, Any]]:
    def rule(name: str, below: str, **deed: Mapping[str, int]) -> dict[str, Any]:
        where = {"Prefix": f"{plan.prefix}{below}"}
        return {"ID": f"firstcut-{name}", "Filter": where, "Status": "Enabled", **deed}

    rules = [
        rule("uploads", "", AbortIncompleteMultipartUpload={"DaysAfterInitiation": 1}),
        rule("locks", "locks/", Expiration={"Days": 1}),
    ]
    if plan.results_days:
        rules.append(rule("results", "results/", Expiration={"Days": plan.results_days}))
    return rules


def _only_by_tls(client: Any, plan: Plan) -> bool:
    if not plan.on_aws:
        return False
    partition = client.meta.partition
    here = f"arn:{partition}:s3:::{plan.bucket}"
    ours = {
        "Sid": "FirstcutOnlyByTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [here, f"{here}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    found = json.loads(_read(client.get_bucket_policy, plan).get("Policy", "{}"))
    statements: Sequence[Any] = found.get("Statement", ())
    if ours in statements:
        return False
    others = [one for one in statements if one.get("Sid") != ours["Sid"]]
    policy = {"Version": "2012-10-17", **found, "Statement": [*others, ours]}
    client.put_bucket_policy(Bucket=plan.bucket, Policy=json.dumps(policy))
    return True


def _read(ask: Callable[..., dict[str, Any]], plan: Plan) -> dict[str, Any]:
    """Return what a bucket is set to, empty when it is not set."""
    from botocore.exceptions import ClientError

    try:
        return ask(Bucket=plan.bucket)
    except ClientError as cause:
        if code_of(cause) not in ABSENT:
            raise
        return {}


SETTINGS: dict[str, Callable[[Any, Plan], bool]] = {
    "no public access": _block_public_access,
    "encryption": _encrypt,
    "lifecycle": _tidy,
    "TLS only": _only_by_tls,
}
"""How a bucket is set; each says whether it had to change anything."""

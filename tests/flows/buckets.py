"""A bucket on an S3 for tests, with the blocks by which the flows know it."""

from prefect_aws import MinIOCredentials
from prefect_aws.s3 import S3Bucket

from blocks.storage.s3 import S3AssetStorage
from tests.s3 import KEY, S3, SECRET


def bucket_block(s3: S3, bucket: str, folder: str = "") -> S3Bucket:
    """Make a bucket, and return its block; nothing is saved."""
    if bucket not in {one["Name"] for one in s3.client.list_buckets()["Buckets"]}:
        s3.make_bucket(bucket)
    credentials = MinIOCredentials(
        minio_root_user=KEY,
        minio_root_password=SECRET,
        aws_client_parameters={"endpoint_url": s3.url},
    )
    return S3Bucket(bucket_name=bucket, bucket_folder=folder, credentials=credentials)


def bucket_storage(s3: S3, bucket: str) -> S3AssetStorage:
    """Return a storage in a bucket; its bucket's block is saved under the bucket's name."""
    bucket_block(s3, bucket).save(bucket, overwrite=True)
    return S3AssetStorage(bucket=bucket)

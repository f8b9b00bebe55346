"""Files in a bucket: kept under names of our making, given to browsers by signed addresses."""

import contextlib
import mimetypes
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import S3Transfer, TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from moke.backends.afar import Progress, StorageAfar, StoreAway

CONNECT_S = 5
READ_S = 30
TRIES = 3
PART_BYTES = 16 * 1024**2  # of up to 10,000: 156 GiB in one file
URL_S = 3600


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Say `StoreAway` or FileNotFoundError for whatever the client of the store says."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"].get("HTTPStatusCode") == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(str(error)) from error
        raise StoreAway(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise StoreAway(str(error)) from error


class _Client:
    """The client of the store, which closes the answers it gave when the `answers` are left.

    A download that its `Progress` ends by raising leaves its answer open otherwise.
    """

    def __init__(self, client: Any, answers: contextlib.ExitStack) -> None:
        self.client = client
        self.answers = answers

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)

    def get_object(self, **parameters: Any) -> Any:
        answer = self.client.get_object(**parameters)
        self.answers.callback(answer["Body"].close)
        return answer


class BucketStorage(S3Storage, StorageAfar):
    """The objects of a bucket below a prefix. What cannot be done now raises `StoreAway`."""

    def __init__(self, *, public_endpoint_url: str, **options: Any) -> None:
        self.public_endpoint_url = public_endpoint_url
        self._lock = threading.Lock()
        self._store: Any = None
        self._signer: Any = None
        super().__init__(
            **options,
            security_token=None,
            session_profile=None,
            signature_version="s3v4",
            file_overwrite=False,
            client_config=Config(
                signature_version="s3v4",
                s3={"addressing_style": options["addressing_style"]},
                connect_timeout=CONNECT_S,
                read_timeout=READ_S,
                retries={"mode": "standard", "total_max_attempts": TRIES},
                # Stores that are not Amazon's stumble over the newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # One part after the other, in the caller's thread: see `Progress`.
            transfer_config=TransferConfig(multipart_chunksize=PART_BYTES, use_threads=False),
        )

    @property
    def connection(self) -> Any:
        """The store, for all threads: the server has one for each request."""
        with self._lock:
            if self._store is None:
                self._store = self._create_session().resource("s3", **self._at(self.endpoint_url))
            return self._store

    @property
    def signer(self) -> Any:
        """A client that knows the store by the address that browsers use."""
        with self._lock:
            if self._signer is None:
                at_public = self._at(self.public_endpoint_url)
                self._signer = self._create_session().client("s3", **at_public)
            return self._signer

    def put(self, path: Path, name: str, on_progress: Progress | None = None) -> None:
        with _translated(), path.open("rb") as file:
            self.connection.meta.client.upload_fileobj(
                file,
                self.bucket_name,
                self._normalize_name(name),
                ExtraArgs=self._get_write_parameters(name),
                Callback=on_progress,
                Config=self.transfer_config,
            )

    def fetch(self, name: str, path: Path, on_progress: Progress | None = None) -> None:
        with _translated(), contextlib.ExitStack() as answers:
            client = _Client(self.connection.meta.client, answers)
            S3Transfer(client, self.transfer_config).download_file(
                self.bucket_name, self._normalize_name(name), str(path), callback=on_progress
            )

    def read(self, name: str) -> bytes:
        with _translated():
            found = self.connection.meta.client.get_object(
                Bucket=self.bucket_name, Key=self._normalize_name(name)
            )
            return found["Body"].read()

    def signed_url(
        self,
        name: str,
        *,
        lifetime_s: int,
        content_type: str,
        disposition: str = "",
        cache_control: str = "",
    ) -> str:
        said = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": cache_control,
        }
        parameters = {name: value for name, value in said.items() if value}
        return self.signer.generate_presigned_url(
            "get_object",
            Params={"Bucket": self.bucket_name, "Key": self._normalize_name(name), **parameters},
            ExpiresIn=lifetime_s,
        )

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return an address for an hour, for the pictures of Wagtail's admin."""
        content_type = mimetypes.guess_type(name)[0] or self.default_content_type
        return self.signed_url(name, lifetime_s=URL_S, content_type=content_type)

    def _at(self, endpoint: str) -> dict[str, Any]:
        return {
            "endpoint_url": endpoint,
            "region_name": self.region_name,
            "config": self.client_config,
        }

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _translated():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with _translated():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with _translated():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _translated():
            return super().exists(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _translated():
            return super().listdir(name)

    def size(self, name: str) -> int:
        with _translated():
            return super().size(name)

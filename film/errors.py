"""Everything that can go wrong while a film is made; the type says whether to try again."""

import errno
from collections.abc import Mapping
from fractions import Fraction

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says when a disk, a quota or a file takes no more."""


class FirstcutError(Exception):
    """Any failure that Firstcut explains: its text is one sentence that says what to do."""

    retryable: bool = False
    """Whether the same call can succeed later without anybody changing anything."""

    retry_after: float | None = None
    """Seconds to wait before the next attempt, when somebody told us."""


class BadRequest(FirstcutError):  # noqa: N818  (the field's own word)
    """The request cannot become a film as it stands; its author has to change it."""


class ConsentMissing(BadRequest):
    """Nobody has allowed this use of a person's face or voice, or no longer does."""


class BadScreenplay(BadRequest):
    """The screenplay cannot be read or has nothing to film."""


class EngineMissing(FirstcutError):  # noqa: N818
    """An engine cannot run here: a package, a key, a model or a device is missing."""


class EngineFailed(FirstcutError):  # noqa: N818
    """An engine ran and gave no usable result; the same call would fail again."""


class PaidInVain(EngineFailed):
    """An engine was paid for, or may have been, and gave nothing that can be used."""

    def __init__(
        self,
        message: str,
        dollars: Fraction | None = None,
        usage: Mapping[str, int | str] | None = None,
    ) -> None:
        super().__init__(message)
        self.dollars = dollars
        """US dollars; None when nobody can say: then the estimate counts as spent."""
        self.usage = dict(usage or {})


class EngineBusy(FirstcutError):  # noqa: N818
    """An engine could not serve this time: overloaded, timed out or cut off."""

    retryable = True

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AssetMissing(FirstcutError):  # noqa: N818
    """An asset's bytes are no longer in the store; whatever refers to it must be made again."""


class StorageFull(FirstcutError):  # noqa: N818
    """The disk or the bucket took no more bytes; everything finished so far is kept."""


class MediaFailed(FirstcutError):  # noqa: N818
    """A media file cannot be read, encoded or joined."""


class BudgetSpent(FirstcutError):  # noqa: N818
    """The next call would pass the request's budget."""

"""Two things at once: the next chunk is made, or the last one written, while this one is worked on.

Reading, splitting and writing happen outside of Python's interpreter lock, so that a thread is enough.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_END: Any = object()


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items in the same order; the next one is made while the last one is used."""
    iterator = iter(items)
    with ThreadPoolExecutor(max_workers=1) as pool:
        upcoming: Future[T] = pool.submit(next, iterator, _END)
        while (item := upcoming.result()) is not _END:
            upcoming = pool.submit(next, iterator, _END)
            yield item


@contextmanager
def behind(work: Callable[[T], None]) -> Iterator[Callable[[T], None]]:
    """A function that does `work` in the order of its calls, while its caller goes on; all is done at the end."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        last: list[Future[None]] = []

        def later(item: T) -> None:
            if last:
                last.pop().result()
            last.append(pool.submit(work, item))

        yield later
        for future in last:
            future.result()

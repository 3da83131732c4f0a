"""The process of tests/forked.py with a door that only writes: what is killed is the making of a release."""

import pytest

from tests import forked
from tests.released_example import open_plainly

if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        open_plainly(patch)
        forked.main()

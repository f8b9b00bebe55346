"""Fixtures that every test may use."""

import random
from collections.abc import Iterator

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.test.utils import teardown_databases

from tests.databases import migrate
from tests.s3 import Store, running_store
from tests.shares import Shares, give_way

SIGN_IN_BACKEND = "django.contrib.auth.backends.ModelBackend"
A_HANDFUL = 5


def pytest_addoption(parser):
    group = parser.getgroup("faults")
    group.addoption("--kills", type=int, default=A_HANDFUL, help="how many processes are killed")
    group.addoption("--seed", type=int, help="what the moments of faults are drawn from")


def pytest_configure(config):
    if config.option.seed is None:  # drawn once, for all processes that share the tests
        config.option.seed = random.randrange(10**6)


def pytest_report_header(config):
    return f"faults: --kills {config.option.kills} --seed {config.option.seed}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Shares(config, log)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """One process more than cores: a browser often waits, and then others use its core."""
    return (yield) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if hasattr(item.config, "workerinput") and not item.get_closest_marker("journey"):
        give_way()


@pytest.fixture(scope="session")
def django_db_setup(
    request,
    django_test_environment,
    django_db_modify_db_settings,
    django_db_blocker,
    tmp_path_factory,
):
    """pytest-django's own makes no database for tests that do not ask for one, as journeys."""
    folder = tmp_path_factory.getbasetemp()
    is_one_of_many = hasattr(request.config, "workerinput")
    with django_db_blocker.unblock():
        made = migrate(folder.parent if is_one_of_many else folder)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def sign_in():
    """Return a test client that is signed in as the person, speaking English."""

    def sign_in_as(person):
        client = Client()
        client.cookies["django_language"] = "en"
        if person is not None:
            client.force_login(person, backend=SIGN_IN_BACKEND)
        return client

    return sign_in_as


@pytest.fixture
def chance(request):
    """From what faults are drawn; the seed is printed where a test fails."""
    seed = request.config.option.seed
    print(f"faults: --seed {seed}")
    return random.Random(seed)


@pytest.fixture(scope="session")
def store_server(tmp_path_factory):
    """One store that speaks S3, for the whole run."""
    with running_store(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def store(store_server) -> Store:
    """The store, running also after a test that cut it off."""
    store_server.serve()
    return store_server


@pytest.fixture
def in_bucket(settings, store, tmp_path) -> Iterator[Store]:
    """Keep files and recordings in the bucket, and what is under way in a folder of the test."""
    settings.MOKE_DATA_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": store.bucket.storage("files"),
        "recordings": store.bucket.storage("recordings"),
    }
    yield store
    for name in ("default", "recordings"):
        storages[name].connection.meta.client.close()

"""A shared cache that nobody depends on: while Redis is away, it is an empty one."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSilent

logger = logging.getLogger(__name__)


def _or_else(ask: Callable[..., Any], otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """Return the question, answered by `otherwise` while nobody answers."""

    @functools.wraps(ask)
    def patient(client: RedisCacheClient, *args: Any) -> Any:
        try:
            return ask(client, *args)
        except (RedisAway, RedisSilent) as error:
            logger.warning("The cache is away: %s", error)
            return otherwise(*args)

    return patient


class PatientClient(RedisCacheClient):
    """What is to be kept is not, what is asked for is not found, what is claimed is granted."""

    add = _or_else(RedisCacheClient.add, lambda key, value, timeout: True)
    get = _or_else(RedisCacheClient.get, lambda key, default: default)
    set = _or_else(RedisCacheClient.set, lambda key, value, timeout: None)
    touch = _or_else(RedisCacheClient.touch, lambda key, timeout: False)
    delete = _or_else(RedisCacheClient.delete, lambda key: False)
    get_many = _or_else(RedisCacheClient.get_many, lambda keys: {})
    has_key = _or_else(RedisCacheClient.has_key, lambda key: False)
    set_many = _or_else(RedisCacheClient.set_many, lambda data, timeout: None)
    delete_many = _or_else(RedisCacheClient.delete_many, lambda keys: None)


class SharedCache(RedisCache):
    """Django's, which would answer each page with an error while Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient

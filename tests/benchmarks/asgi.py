"""The product's ASGI application, with Django's own for the floors.

A floor is what Django costs as it comes, its way with threads and connections included; beside it
stands what the same view costs in the product's threads. The plain Wagtail pages are served as the
product's own are: pages are compared there, not handlers.
"""

from django.core.asgi import get_asgi_application

from moke.asgi import application as product

FLOORS = "/floor/"
django = get_asgi_application()


async def application(scope, receive, send):
    handler = django if scope["path"].startswith(FLOORS) else product
    await handler(scope, receive, send)

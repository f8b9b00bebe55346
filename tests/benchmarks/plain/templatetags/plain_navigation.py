from django import template
from wagtail.models import Page, Site

register = template.Library()


@register.simple_tag(takes_context=True)
def site_root(context):
    return Site.find_for_request(context["request"]).root_page


@register.inclusion_tag("plain/menu.html", takes_context=True)
def top_menu(context, parent):
    items = parent.get_children().live().in_menu()
    for item in items:
        item.has_children = item.get_children().live().in_menu().exists()
    return {"items": items, "request": context["request"]}


@register.inclusion_tag("plain/breadcrumbs.html", takes_context=True)
def breadcrumbs(context):
    ancestors = Page.objects.ancestor_of(context["page"], inclusive=True).filter(depth__gt=1)
    return {"ancestors": ancestors, "request": context["request"]}

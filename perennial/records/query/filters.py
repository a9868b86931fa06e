"""Compile a filter (nested all/any of field, operator, value) to a condition."""

from django.db.models import Q
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid, Refused
from perennial.records.registry import record_type

DEEPEST, WIDEST = 8, 200


def compile_filter(type, tree, context, actor):
    """Return the condition for a filter tree. Raises Refused, naming the part that is wrong."""
    counted = [0]

    def walk(node, path, depth):
        if node is None or node == {}:
            return Q()
        if not isinstance(node, dict) or depth > DEEPEST:
            raise Refused({path: _("A filter is {“all”: […]}, {“any”: […]} or {“field”, “op”, “value”}.")})
        for word, join in (("all", Q.AND), ("any", Q.OR)):
            if word in node:
                return _joined(node[word], f"{path}/{word}", depth, join)
        counted[0] += 1
        if counted[0] > WIDEST:
            raise Refused({path: _("This filter has too many conditions.")})
        return condition(type, node, context, actor, path)

    def _joined(nodes, path, depth, join):
        if not isinstance(nodes, list):
            raise Refused({path: _("Give a list of conditions.")})
        parts = [walk(child, f"{path}/{place}", depth + 1) for place, child in enumerate(nodes)]
        return Q(*parts, _connector=join)

    return walk(tree, "/filter", 0)


def condition(type, node, context, actor, path="/filter"):
    """Return the condition of one leaf {"field", "op", "value"}. Raises Refused."""
    code, op = str(node.get("field", "")), str(node.get("op", "is"))
    try:
        if "." in code and not code.startswith("custom."):
            return _over_a_link(type, code, op, node.get("value"), context, actor)
        field = type.field(code)
        if not field.filterable and not field.custom:
            raise Invalid(_("“%(field)s” cannot be filtered by.") % {"field": field.label})
        return field.where(op, node.get("value"), context)
    except KeyError:
        raise Refused({path: _("There is no field “%(field)s” here.") % {"field": code[:60]}}) from None
    except Invalid as error:
        raise Refused({path: error.message}) from None
    except (TypeError, ValueError, OverflowError, AttributeError):
        raise Refused({path: _("This value cannot be compared with the field.")}) from None


def _over_a_link(type, code, op, value, context, actor):
    first, rest = code.split(".", 1)
    link = type.field(first)
    target = record_type(link.target)
    found = target.visible(actor).filter(target.field(rest).where(op, value, context))
    if link.custom:
        return Q(In(link.expression(), found.values("pk")))
    return Q(**{f"{link.column}__in": found.values("pk")})

"""`perennial doctor`: what is wrong with this installation, and what to do about it."""

from django.core.checks import ERROR, WARNING, Error
from django.core.checks.registry import registry
from django.core.management.base import CommandError
from django.utils.module_loading import autodiscover_modules

from perennial.core.management import health
from perennial.core.management.command import Command as Base


class Command(Base):
    help = "Look at database, disk, jobs, mail, search and the rest, and say what to do about each finding."
    example = "perennial doctor --json"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--whole", action="store_true", help="look at every record, which may take minutes")
        parser.add_argument("--mend", action="store_true", help="work out anew what does not agree with the records")

    def handle(self, *, whole, mend, **options):
        autodiscover_modules("health")
        looked = [(self._name(check), list(self._findings(check, whole or mend, mend))) for check in self._checks()]
        findings = [
            {"check": name, "level": self._level(one), "message": one.msg, "hint": one.hint, "kind": one.id or "state"}
            for name, found in looked
            for one in found
        ]
        errors = sum(1 for finding in findings if finding["level"] == "error")
        self.answer({"checks": len(looked), "errors": errors, "findings": findings}, "\n".join(self._lines(looked)))
        if errors:
            raise CommandError(f"{errors} of {len(looked)} checks found an error.")

    def _checks(self):
        checks = [check for check in registry.get_checks(include_deployment_checks=True) if "health" in check.tags]
        return sorted(checks, key=lambda check: (check.__module__ != health.__name__, check.__code__.co_firstlineno))

    def _findings(self, check, whole, mend):
        try:
            yield from check(app_configs=None, databases=["default"], whole=whole, mend=mend) or []
        except Exception as problem:  # a check that breaks is a finding, and the others still count
            yield Error(
                f"{type(problem).__name__}: {problem}", hint="Mend what stands above first; otherwise report this line."
            )

    def _name(self, check):
        return (check.__doc__ or check.__name__).strip().splitlines()[0]

    def _level(self, finding):
        return "error" if finding.level >= ERROR else "warning" if finding.level >= WARNING else "note"

    def _lines(self, looked):
        for name, found in looked:
            yield f"{'ok' if not found else self._level(max(found, key=lambda one: one.level)):8}{name}"
            for finding in found:
                yield f"        {finding.msg}"
                if finding.hint:
                    yield f"        → {finding.hint}"

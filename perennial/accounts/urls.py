"""Addresses of the door, of settings and of the bell."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.views.generic import RedirectView

from perennial.accounts.pages import (
    audit,
    background,
    bell,
    company,
    door,
    notices,
    profile,
    roles,
    security,
    shelf,
    teams,
    tokens,
    users,
)

urlpatterns = [
    # the door
    path("welcome/", door.first_run, name="first_run"),
    path("join/<str:key>/", door.join, name="join"),
    path("sign-in/", door.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    # settings: me
    path("settings/", shelf.index, name="settings"),
    path("settings/profile/", profile.edit, name="profile"),
    path("settings/security/", security.show, name="security"),
    path("settings/security/sessions/<int:pk>/end/", security.end, name="session_end"),
    path("settings/security/sessions/end-others/", security.end_others, name="sessions_end_others"),
    path("settings/security/password/", account.password_change, name="account_change_password"),
    path("settings/security/two-factor/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("settings/security/two-factor/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("settings/security/two-factor/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("settings/security/two-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "settings/security/two-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "settings/security/two-factor/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("settings/tokens/", tokens.index, name="tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("settings/notifications/", notices.edit, name="notices"),
    path("settings/notifications/devices/", notices.add, name="device_add"),
    path("settings/notifications/devices/renew/", notices.renew, name="device_renew"),
    path("settings/notifications/devices/<int:pk>/forget/", notices.forget, name="device_forget"),
    # settings: the company
    path("settings/company/", company.edit, name="company"),
    path("settings/people/", users.index, name="users"),
    path("settings/people/invite/", users.invite, name="user_invite"),
    path("settings/people/<int:pk>/", users.edit, name="user"),
    path("settings/people/<int:pk>/deactivate/", users.deactivate, name="user_deactivate"),
    path("settings/people/<int:pk>/two-factor/off/", users.factor_off, name="user_factor_off"),
    path("settings/people/<int:pk>/keys/<int:key>/revoke/", users.revoke, name="user_token_revoke"),
    path("settings/people/<int:pk>/activate/", users.activate, name="user_activate"),
    path("settings/invitations/<int:pk>/renew/", users.renew, name="invitation_renew"),
    path("settings/invitations/<int:pk>/withdraw/", users.withdraw, name="invitation_withdraw"),
    path("settings/teams/", teams.index, name="teams"),
    path("settings/teams/<int:pk>/", teams.edit, name="team"),
    path("settings/teams/<int:pk>/remove/", teams.remove, name="team_remove"),
    path("settings/roles/", roles.index, name="roles"),
    path("settings/roles/<int:pk>/", roles.edit, name="role"),
    path("settings/roles/<int:pk>/copy/", roles.copy, name="role_copy"),
    path("settings/roles/<int:pk>/remove/", roles.remove, name="role_remove"),
    path("settings/audit/", audit.index, name="audit"),
    path("settings/background/", background.index, name="background"),
    path("settings/background/again/", background.all_again, name="background_all_again"),
    path("settings/background/<uuid:pk>/again/", background.again, name="background_again"),
    # the bell
    path("notifications/", bell.index, name="notifications"),
    path("notifications/read/", bell.read_all, name="notifications_read"),
    path("notifications/<int:pk>/", bell.follow, name="notification"),
]

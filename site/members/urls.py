"""The account pages that allauth has not; included under `accounts/` before its own."""

from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("", views.AccountView.as_view(), name="account"),
    path("delete/", views.DeleteAccountView.as_view(), name="delete"),
    path("tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("deleted/", views.AccountDeletedView.as_view(), name="deleted"),
]

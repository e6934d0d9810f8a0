"""The reference site's addresses. English ones carry no prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from config.api import api_router, participation_api
from config.csp_reports import take_reports
from config.health import health_live, health_ready
from config.locks import unlock_document, unlock_page
from config.metrics import metrics
from config.security_txt import security_txt
from config.sitemaps import SiteSitemap
from config.uploads import stored_media
from config.views import favicon, robots_txt, search
from discussion_pages.api.v3.urls import api_v3_urls
from home.front_door import serve
from members.views import StaffLoginView

handler500 = "config.failing.server_error"
handler429 = "config.views.too_many"  # asked for by allauth

urlpatterns = [
    path("health/live/", health_live, name="health-live"),
    path("health/ready/", health_ready, name="health-ready"),
    path("metrics/", metrics, name="metrics"),
    path(f"{settings.ADMIN_PATH}login/", StaffLoginView.as_view()),  # in the place of Wagtail's
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("documents/authenticate_with_password/<int:restriction_id>/", unlock_document),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("api/participation/v1/", participation_api.urls),
    path("_allauth/", include("config.headless")),
    path("api/v3/", api_v3_urls),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": SiteSitemap}}),
    path("robots.txt", robots_txt),
    path(".well-known/security.txt", security_txt),
    path("csp-reports/", take_reports, name="csp-reports"),
    path("favicon.ico", favicon),
    path("i18n/setlang/", set_language, name="set_language"),
]

if getattr(settings, "SERVE_MEDIA", settings.DEBUG):
    from config.views import demo_media

    urlpatterns += [path("media/<path:path>", demo_media)]
elif getattr(settings, "MEDIA_FROM_STORAGE", False):
    urlpatterns += [path("media/<path:path>", stored_media)]

urlpatterns += i18n_patterns(
    path("accounts/", include("members.urls")),
    path("accounts/", include("allauth.urls")),
    path("search/", search, name="search"),
    path("", include("consultations.urls")),
    path("", include("discussion_pages.urls_site")),
    # Wagtail's own log-in knows neither verified addresses nor a limit on attempts.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
    ),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        unlock_page,
    ),
    # In the place of Wagtail's own, which catches whatever stands below it.
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),  # for the names
    prefix_default_language=False,
)

"""What search engines are told of training."""

from django.contrib.sitemaps import Sitemap

from training.models import Course, CourseRun


class CourseSitemap(Sitemap):
    def items(self):
        return Course.objects.public().order_by("pk")

    def lastmod(self, course):
        return course.updated_at


class RunSitemap(Sitemap):
    def items(self):
        return CourseRun.objects.public().select_related("course").order_by("pk")

    def lastmod(self, run):
        return run.updated_at

"""Packages as institutes make them, small: a manifest, a page and the demo's sample video."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import resources

SAMPLE = resources.path("demo", "sample.webm").read_bytes()
CMI5 = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://bj.example.cn/courses/revenue">
    <title><langstring lang="en-US">Revenue</langstring><langstring lang="zh-CN">收入准则</langstring></title>
    <description><langstring lang="zh-CN">五步法</langstring></description>
  </course>
  <block id="https://bj.example.cn/courses/revenue/1">
    <title><langstring lang="zh-CN">上编</langstring></title>
    <au id="https://bj.example.cn/courses/revenue/1/1" moveOn="CompletedAndPassed" masteryScore="0.8">
      <title><langstring lang="zh-CN">识别合同</langstring></title>
      <url>pages/one.html?x=1</url>
    </au>
  </block>
  <au id="https://bj.example.cn/courses/revenue/2" moveOn="Completed">
    <title><langstring lang="zh-CN">小结</langstring></title>
    <url>media/two.webm</url>
  </au>
</courseStructure>
"""
PAGE = '<!doctype html>\n<html><body>\n<video controls><source src="../media/one.webm"></video>\n</body></html>\n'
SCORM_12 = """<?xml version="1.0"?>
<manifest identifier="cn.example.audit" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <organizations default="o1">
    <organization identifier="o1"><title>集团审计</title>
      <item identifier="i1"><title>第一章</title>
        <item identifier="i2" identifierref="r1"><title>总体策略</title>
          <adlcp:masteryscore>80</adlcp:masteryscore></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/><dependency identifierref="r2"/>
    </resource>
    <resource identifier="r2" type="webcontent" adlcp:scormtype="asset">
      <file href="video/a.webm"/>
    </resource>
  </resources>
</manifest>
"""
SCORM_2004 = """<?xml version="1.0"?>
<manifest identifier="cn.example.tax" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o1">
    <organization identifier="o1"><title>增值税法</title>
      <item identifier="i1" identifierref="r1"><title>税率</title>
        <imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">
          <imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>
        </imsss:primaryObjective></imsss:objectives></imsss:sequencing>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="video/a.webm">
      <file href="video/a.webm"/>
    </resource>
  </resources>
</manifest>
"""
PLAIN = """id = "lease"
title = "租赁准则"
topic = "accounting"
required = true

[[lessons]]
title = "承租人"
file = "1.webm"
chapters = [{ title = "开始", at = "0:00" }, { title = "计量", at = "0:05" }]

[[lessons]]
title = "出租人"
address = "https://bj.example.cn/lease/2.mp4"
length = "45:00"

[quiz]
pass_share = 0.5
[[quiz.questions]]
kind = "single"
text = "使用权资产由谁确认？"
options = ["出租人", "承租人"]
right = [2]
[[quiz.questions]]
kind = "true_false"
text = "短期租赁可以简化处理"
right = [1]
"""
cmi5_files: dict[str, str | bytes] = {
    "cmi5.xml": CMI5, "pages/one.html": PAGE, "media/one.webm": SAMPLE, "media/two.webm": SAMPLE + b"\0"
}  # fmt: skip
scorm_12_files: dict[str, str | bytes] = {
    "imsmanifest.xml": SCORM_12, "index.html": "<p>…</p>", "video/a.webm": SAMPLE
}  # fmt: skip
scorm_2004_files: dict[str, str | bytes] = {"imsmanifest.xml": SCORM_2004, "video/a.webm": SAMPLE}
plain_files: dict[str, str | bytes] = {"course.toml": PLAIN, "1.webm": SAMPLE}


def written(files: Mapping[str, str | bytes], path: Path) -> Path:
    """Write a package: a zip by its name, else a folder."""
    contents = {name: content.encode() if isinstance(content, str) else content for name, content in files.items()}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        return path
    for name, content in contents.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path

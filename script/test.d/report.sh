# shellcheck shell=bash
# What counts as passed.

test_failed_and_skipped_tests_are_never_counted_as_passed() {
    cat >TEST-a.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="dev.stemma.A" tests="5" errors="1" skipped="1" failures="1">
  <properties>
    <property name="x" value="&lt;testcase name=&quot;no&quot;"/>
  </properties>
  <testcase name="fine" classname="dev.stemma.A" time="0.01"/>
  <testcase name="loud" classname="dev.stemma.A" time="0.01">
    <system-out><![CDATA[some <skipped> text
]]></system-out>
  </testcase>
  <testcase name="wrong" classname="dev.stemma.A" time="0.01">
    <failure message="no &lt;skipped/&gt;" type="x">text</failure>
  </testcase>
  <testcase name="broken" classname="dev.stemma.A" time="0.01">
    <error type="x">text</error>
  </testcase>
  <testcase name="later &quot;x&quot;" classname="dev.stemma.A" time="0.01">
    <skipped message="no server"/>
  </testcase>
</testsuite>
XML
    equals "passed A.fine
passed A.loud
failed A.wrong
failed A.broken
skipped A.later \"x\"" "$(test_outcomes TEST-a.xml)" outcomes
}

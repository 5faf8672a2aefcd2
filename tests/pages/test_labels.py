"""A heading's anchor is its label, whatever its words are."""

from __future__ import annotations

from report.pages.labels import LabelsFirst


def test_labelled_headings_are_anchored_by_label_only(rendered):
    page, warned = rendered(
        "---\nmyst:\n  substitutions:\n    total: '94'\n---\n(ind-top)=\n# Title {{ total }}\n\n"
        "(ind-what)=\n(ind-other)=\n"
        "## What {{ total }}\n\n{ref}`ind-what` and {ref}`ind-other`\n\n## Without label\n\n## Without label\n"
    )
    assert not warned
    ids = [
        [section["id"], *(span["id"] for span in section.find_all("span", id=True, recursive=False))]
        for section in page.select("section")
    ]
    assert ids[:2] == [["ind-top"], ["ind-what", "ind-other"]] or ids[:2] == [["ind-top"], ["ind-other", "ind-what"]]
    assert ids[2:] == [["without-label"], ["id1"]]
    links = [link["href"] for link in page.select("p a.reference")]
    assert set(links) == {"#ind-what", "#ind-other"}
    assert "94" not in " ".join(tag["id"] for tag in page.select("[id]"))


def test_transform_runs_after_labels_are_joined_to_their_sections():
    from docutils.transforms.references import PropagateTargets

    assert LabelsFirst.default_priority > PropagateTargets.default_priority

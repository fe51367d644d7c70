package content_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

// good is a library of two modules without a problem. Tests change it.
func good() map[string]string {
	words := strings.TrimSpace(strings.Repeat("One plain word after another. ", 30))
	files := map[string]string{
		"library.yaml": `id: small
title: A small library
publisher: Nobody
licence: CC BY-SA 4.0
issued: 2026-11-21
languages: [en]
home_region: au-vic
tracks:
  - id: start
    title: Start here
    modules: [alpha, beta]
`,
		"sources.yaml": `who-od:
  organisation: World Health Organization
  title: Opioid overdose
  url: https://www.who.int/od
  date: 2023-08
  checked: 2026-11-21
dline:
  organisation: DirectLine
  title: Terms
  checked: 2026-11-21
  note: Read in a stored copy.
manual:
  organisation: Nobody
  title: Manual
  checked: 2026-11-21
`,
		"glossary/en.yaml": `- term: naloxone
  also: [Nyxoid]
  meaning: A medicine that reverses opioids.
- term: opioid
  also: [opioids]
  meaning: A drug such as heroin.
- term: opioid overdose
  meaning: Too much of it.
`,
		"services/au-vic.yaml": `- id: directline
  name: DirectLine
  kinds: [drug-help, naloxone]
  phone: 1800 888 236
  hours: 24 hours
  web: https://www.directline.org.au
  languages: [en]
  checked: 2026-11-21
  source: dline
`,
	}
	for _, id := range []string{"alpha", "beta"} {
		maps.Copy(files, goodModule(id, words))
	}
	return files
}

// goodModule is a module with this id, and with words to fill its lessons.
func goodModule(id, words string) map[string]string {
	named := func(text string) string { return strings.ReplaceAll(text, "MODULE", id) }
	return map[string]string{
		id + "/module.yaml":           named(goodManifest),
		id + "/en/01-first.md":        goodLesson + words + "\n",
		id + "/en/02-second.md":       "# The second lesson\n\n" + words + "\n",
		id + "/en/quiz.yaml":          named(goodQuiz),
		id + "/en/scenario-door.yaml": named(goodScenario),
		id + "/en/guide.md":           goodGuide,
		id + "/en/handouts/steps.md":  goodHandout,
		id + "/images/hand.svg":       goodPicture,
		id + "/images/door.svg":       goodPicture,
	}
}

// The files of a good module.
const (
	goodManifest = `id: MODULE
version: 1.0
title: Responding
summary: Notice it, and act.
minutes: 25
language: en
regions: [au-vic]
prerequisites: []
review_by: 2027-05-21
objectives:
  - {id: recognise, text: Recognise the signs}
lessons:
  - {id: first, file: 01-first.md, minutes: 4, objectives: [recognise]}
  - {id: second, file: 02-second.md, minutes: 4, objectives: [recognise]}
quiz: quiz.yaml
guide: guide.md
handouts:
  - {id: MODULE-steps, file: handouts/steps.md}
reviewers:
  - {name: A. Person, organisation: Nobody, role: peer, date: 2026-11-01}
scenarios: [scenario-door.yaml]
skills:
  - id: assemble
    title: Assemble the spray
    objective: recognise
    steps:
      - {id: twist, text: Twists the cap off}
      - {id: push, text: Pushes the glass in}
`

	goodScenario = `id: MODULE-door
title: A door
summary: Somebody is behind it.
minutes: 5
objectives: [recognise]
clock: 20
limit: 6
variants:
  - {id: near, title: Near, note: Help is near.}
  - {id: far, title: Far}
state:
  - {name: air, label: Breathing, values: [slow, steady], words: [Slow, Steady], start: slow}
  - {name: doses, label: Sprays, start: 0, most: 2}
  - {name: called, values: [no, yes], start: no}
start: room
scenes:
  - id: room
    text: A small room.
    picture: {file: images/door.svg, alt: A door.}
    parts:
      - {when: {air: slow, minutes: at least 1}, text: They snore.}
    actions:
      - id: call
        text: Call
        when: {called: no}
        once: true
        set: {called: yes}
        says:
          - {when: {variant: not far}, text: They come soon.}
        helped: Help comes.
      - id: spray
        text: Give a spray
        when: {doses: [0, 1], minutes: [at least 0, at most 5]}
        takes: 1
        set: {doses: +1}
        says: You give it.
        helped: It lets them breathe.
      - id: leave
        text: Leave
        takes: 2
        to: street
        harmed: They are alone.
  - id: street
    text: The street.
rules:
  - id: works
    when: {doses: at least 1}
    set: {air: steady}
    says: They breathe.
  - id: alone
    when: {scene: street}
    repeats: true
    critical: true
    says: They are alone.
    why: Never leave them.
endings:
  - {id: safe, when: {air: steady, called: yes}, title: Safe, text: They are safe., good: true}
  - {id: otherwise, title: Not yet, text: Look back.}
sources: [manual]
`

	goodLesson = `# The first lesson

Opioids slow breathing.[^who-od] See [the second](02-second.md).

![A hand.](../images/hand.svg)

> [!TIP]
> Stay calm.

| Sign | What you see |
|---|---|
| Breathing | Slow |

`

	goodQuiz = `id: MODULE-quiz
pass: 80
shuffle: [items, choices]
items:
  - id: first-check
    type: single
    objective: recognise
    lesson: first
    critical: true
    prompt: What first?
    choices:
      - id: shout
        text: Shout
        correct: true
        feedback: Yes.
      - id: wait
        text: Wait
        feedback: No.
    explanation: Shout first.
    sources: [who-od]
  - id: wears-off
    type: true-false
    objective: recognise
    lesson: second
    prompt: It wears off.
    choices:
      - {id: unsure, feedback: Fair enough.}
      - {id: "true", correct: true, feedback: Right.}
      - {id: "false", feedback: It does.}
`

	goodGuide = `---
minutes: 15
group: up to 10 people
materials: [pens]
---
# Guide

## Welcome (10 min)

Say hello.

## Close (5 min)

Say goodbye.
`

	goodHandout = `---
title: "Overdose: what to do"
audience: Everyone
version: 1.0
review_by: 2027-05-21
formats: [a4]
services: [naloxone]
link: https://www.health.vic.gov.au/page
---
## Check

1. Shout.[^who-od]
`

	goodPicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 30">
<title>A hand</title>
<path d="M0 0L4 4" fill="none" stroke="#2B2A33"/>
</svg>
`
)

// An edit changes one file of the good library: what is old becomes new. An empty old stands for all of it.
type edit struct{ file, old, new string }

// gone as the new text deletes the file.
const gone = "\x00gone"

func edited(t testing.TB, edits ...edit) fstest.MapFS {
	t.Helper()
	files := good()
	for _, e := range edits {
		before := files[e.file]
		switch {
		case e.new == gone:
			delete(files, e.file)
		case e.old == "":
			files[e.file] = e.new
		case !strings.Contains(before, e.old):
			t.Fatalf("%s does not hold %q", e.file, e.old)
		default:
			files[e.file] = strings.Replace(before, e.old, e.new, 1)
		}
	}
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

package main

import (
	"strconv"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestUpdateByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "1 created", "code,price\na,1\n", "import", "products", "-", "--map", "key=code,price=price")
	s.want(0, "open", "", "batch", "create", "--type", "pricing", "--param", "percent=5", "--wait")

	s.want(1, "say what to change", "", "batch", "update", "1")
	s.want(1, "a date looks like 2026-12-24", "", "batch", "update", "1", "--due", "tomorrow")
	s.want(1, "no such batch", "", "batch", "update", "2", "--notes", "x")
	s.want(0, "would be changed like that", "", "batch", "update", "1", "--description", "Spring", "--dry-run")
	var before, after batchView
	s.decode(&before, "batch", "show", "1", "--json")
	if before.Description != "" {
		t.Errorf("the rehearsal has changed %+v", before)
	}
	s.decode(&after, "batch", "update", "1", "--description", "Spring", "--notes", "By Friday", "--due", "2031-01-31", "--purge", "2032-01-31", "--json")
	if after.Description != "Spring" || *after.DueOn != "2031-01-31" || *after.PurgeOn != "2032-01-31" {
		t.Errorf("updated %+v", after)
	}
	s.want(1, "Somebody else has changed this batch", "", "batch", "update", "1", "--due", "none", "--version", strconv.Itoa(before.Version))
	after = batchView{}
	s.decode(&after, "batch", "update", "1", "--due", "none", "--version", strconv.Itoa(before.Version+1), "--json")
	if after.DueOn != nil || after.PurgeOn == nil || after.Description != "Spring" {
		t.Errorf("updated again %+v", after)
	}
}

func TestApproveByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "1 created", "code,price\na,1\n", "import", "products", "-", "--map", "key=code,price=price")
	s.want(0, "open", "", "batch", "create", "--type", "pricing", "--param", "percent=5", "--wait")
	s.want(0, "batch.*", "", "role", "grant", "controller", "batch.*")
	s.want(0, "Created", "", "user", "create", "ann", "--role", "controller")
	eyes := []string{"--four-eyes", "pricing"}
	on := func(args ...string) []string { return append(append([]string{"batch"}, args...), eyes...) }

	s.want(1, "It needs the approval", "", on("execute", "1", "--complete")...)
	s.want(0, "would be marked complete", "", on("complete", "1", "--dry-run")...)
	s.want(0, "pricing: complete", "", on("complete", "1")...)
	s.want(0, "pricing: open", "", on("complete", "1", "--reopen")...)
	s.want(0, "pricing: complete", "", on("complete", "1")...)
	s.want(1, "need no approval", "", "batch", "approve", "1", "--user", "ann")
	s.want(1, "Only a user can approve a batch", "", on("approve", "1")...)
	s.want(1, "no such batch", "", on("approve", "7", "--user", "ann")...)
	s.want(1, "has been changed since you looked at it", "", on("approve", "1", "--user", "ann", "--version", "1")...)
	s.want(0, "would be approved as it is", "", on("approve", "1", "--user", "ann", "--dry-run")...)
	s.want(0, "It is approved as it is", "", on("approve", "1", "--user", "ann")...)
	s.want(0, "would have no approval", "", on("approve", "1", "--user", "ann", "--withdraw", "--dry-run")...)
	var view batchView
	s.decode(&view, on("approve", "1", "--user", "ann", "--withdraw", "--json")...)
	if view.Approved || view.State != model.BatchComplete {
		t.Errorf("without an approval it is %+v", view)
	}
	s.want(0, "approved", "", on("approve", "1", "--user", "ann")...)
	s.want(0, "pricing: executed", "", on("execute", "1", "--wait")...)
}

func TestOptionsByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "1 created", "code,price\na,1\n", "import", "products", "-", "--map", "key=code,price=price")
	for range 3 {
		s.want(0, "open", "", "batch", "create", "--type", "labels", "--param", "quantity=1", "--wait")
	}
	s.want(1, "must be at most 24. (options.first)", "", "batch", "execute", "1", "--complete", "--option", "first=25")
	s.want(1, "Known are: first. (options)", "", "batch", "execute", "1", "--complete", "--option", "last=1")
	s.want(0, `Options: {"first": 3}`, "", "batch", "execute", "1", "--complete", "--option", "first=3", "--wait")
	s.want(0, `Options: {"first": 1}`, "", "batch", "execute", "2", "--complete", "--wait")
	s.want(0, "labels: complete", "", "batch", "complete", "3")
	s.want(3, "not done: First free label on the sheet must be a whole number.", "", "batch", "execute", "--state", "complete", "--option", "first=x")
	s.want(0, "#00000003  executed", "", "batch", "execute", "--state", "complete", "--option", "first=2", "--wait")
	s.want(0, `Options: {"first": 2}`, "", "batch", "show", "3")
}

package resolvers_test

import (
	"strings"
	"testing"

	"github.com/sluicehq/sluice/auth"
)

const deleteUser = `mutation($in: DeleteUserInput!) { deleteUser(input: $in) { deletedId } }`

// TestHistoryOfADeletedUser deletes a user who has done something of everything.
func TestHistoryOfADeletedUser(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	step := func(name string) {
		t.Helper()
		if got := buyer.carryOut(t, name); got.code() != "" {
			t.Fatalf("%s: %s", name, got.body)
		}
	}
	step("programs/create")
	a.untilJob(t, 1, planned)
	step("programs/process-chunks")
	a.untilJob(t, 1, paused)
	step("programs/resume")
	a.untilJob(t, 1, finished)
	step("programs/resolve")
	step("labels/create")
	a.populated(t, 1)
	step("labels/update-rows")
	step("labels/complete")
	step("labels/execute")
	a.executed(t, 1)

	boss := a.user(t, "boss", auth.Admin)
	boss.golden(t, "viewer/delete-user")
	boss.golden(t, "viewer/deleted-user")
}

func TestDeletionOfUsersIsRefused(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	boss, ann := a.user(t, "boss", auth.Admin), a.user(t, "ann", "product.*")
	refusal{200, "FORBIDDEN", "", `You need the permission "admin" for this. Ask an administrator for it.`}.check(t,
		ann.do(t, deleteUser, `{"in": {"login": "boss"}}`))
	refusal{200, "CONFLICT", "login", "You can't delete yourself. Ask another administrator to do it."}.check(t,
		boss.do(t, deleteUser, `{"in": {"login": "BOSS"}}`))
	refusal{200, "NOT_FOUND", "", "There is no such user."}.check(t, boss.do(t, deleteUser, `{"in": {"login": "bob"}}`))
	if got := string(ann.do(t, `{ viewer { login } }`, "").body); !strings.Contains(got, `"ann"`) {
		t.Errorf("a user who was not deleted is %s", got)
	}
}

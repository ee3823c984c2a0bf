package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

// shell runs command lines on one database.
type shell struct {
	t        *testing.T
	database string
}

// run returns the exit status and what was written.
func (s shell) run(input string, args ...string) (status int, out, errs string) {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	args = append(args, "--database-url", s.database)
	status = run(s.t.Context(), args, streams{strings.NewReader(input), &stdout, &stderr})
	return status, stdout.String(), stderr.String()
}

func (s shell) want(status int, part, input string, args ...string) string {
	s.t.Helper()
	got, out, errs := s.run(input, args...)
	if got != status || !strings.Contains(out+errs, part) {
		s.t.Errorf("%v: status %d, want %d with %q\n%s%s", args, got, status, part, out, errs)
	}
	return out
}

func TestAccountsByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "batch.labels.*", "", "role", "grant", "clerk", "product.view", "batch.labels.*")
	s.want(0, "Created the user ann.", "a good password\n", "user", "create", "ann", "--name", "Ann", "--role", "clerk", "--password-stdin")
	s.want(0, "without a password", "", "user", "create", "bob")
	s.want(1, "already is a user with this login", "", "user", "create", "ANN")
	s.want(1, "at least 10 characters", "short\n", "user", "password", "ann")
	s.want(0, "Set the password", "another password\n", "user", "password", "ann")
	s.want(0, "kept out", "", "user", "set", "bob", "--disable")
	s.want(1, "no such active user", "", "sign-in-link", "bob")
	s.want(0, "has the roles clerk and can sign in", "", "user", "set", "bob", "--role", "clerk", "--enable")
	s.want(0, "http://sluice.example/sign-in#token=", "", "sign-in-link", "bob", "--base-url", "http://sluice.example/")
	s.want(0, "Revoked", "", "role", "revoke", "clerk", "product.view")
	s.want(1, "nobody was deleted", "no\n", "user", "delete", "bob")
	s.want(0, "Deleted the user bob.", "yes\n", "user", "delete", "bob")
	s.want(1, "no such user", "", "user", "delete", "bob", "--yes")

	var roles []struct {
		Key         string
		Permissions []string
	}
	s.decode(&roles, "role", "list", "--json")
	found := false
	for _, role := range roles {
		found = found || role.Key == "clerk" && len(role.Permissions) == 1 && role.Permissions[0] == "batch.labels.*"
	}
	if !found {
		t.Errorf("roles = %+v", roles)
	}
}

func TestTokensByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(1, "no such user", "", "token", "create", "deploy")
	s.want(0, "Created", "", "user", "create", "admin")
	s.want(0, "slc_", "", "token", "create", "deploy")
	var made struct {
		ID    int
		Token string
	}
	s.decode(&made, "token", "create", "nightly", "--expires", "720h", "--json")
	if !strings.HasPrefix(made.Token, "slc_") || made.ID == 0 {
		t.Errorf("made %+v", made)
	}
	s.want(0, "nightly", "", "token", "list")
	s.want(0, "Revoked the token 1.", "", "token", "revoke", "1")
	s.want(1, "no such API token", "", "token", "revoke", "1")
	if out := s.want(0, "nightly", "", "token", "list"); strings.Contains(out, "deploy") {
		t.Errorf("the revoked token is still there:\n%s", out)
	}
}

func TestMigrateByCommand(t *testing.T) {
	t.Parallel()
	db := pgtest.Empty(t)
	s := shell{t, db.Pool.Config().ConnString()}
	s.want(0, "0001_auth                      pending", "", "migrate", "status")
	s.want(1, "sluice migrate up", "", "user", "create", "ann", "--no-migrate")
	s.want(0, "Applied 0001_auth", "", "migrate", "up")
	s.want(0, "nothing to do", "", "migrate", "up")
	var lines []migrationState
	s.decode(&lines, "migrate", "status", "--json")
	if len(lines) == 0 || !strings.HasPrefix(lines[0].State, "applied") {
		t.Errorf("status = %+v", lines)
	}
	s.want(0, "Took back "+lines[len(lines)-1].Migration, "", "migrate", "down")
	s.want(1, "at least 1", "", "migrate", "down", "0")
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	s := shell{t, "postgres://127.0.0.1:1/nowhere?connect_timeout=1"}
	s.want(1, "see: sluice --help", "", "nonsense")
	s.want(0, "SLUICE_ADDR", "", "serve", "--help")
	s.want(0, "sign-in-link", "", "--help")
}

// decode reads what a command wrote as JSON.
func (s shell) decode(target any, args ...string) {
	s.t.Helper()
	out := s.want(0, "", "", args...)
	if err := json.Unmarshal([]byte(out), target); err != nil {
		s.t.Fatalf("%v wrote no JSON: %v\n%s", args, err, out)
	}
}

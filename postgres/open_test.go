package postgres_test

import (
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestOpenSetsTheSession(t *testing.T) {
	t.Parallel()
	db, err := postgres.Open(t.Context(), pgtest.URL(t), postgres.Options{
		ApplicationName:  "sluice-worker",
		StatementTimeout: 1500 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, want := range map[string]string{
		"application_name":                    "sluice-worker",
		"statement_timeout":                   "1500ms",
		"timezone":                            "UTC",
		"idle_in_transaction_session_timeout": "1h",
		"client_connection_check_interval":    "2s",
	} {
		var got string
		if err := db.QueryRow("SELECT current_setting(?)", name).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestOpenLetsTheURLDecide(t *testing.T) {
	t.Parallel()
	db, err := postgres.Open(t.Context(), pgtest.URL(t)+"&application_name=mine", postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got string
	if err := db.QueryRow("SHOW application_name").Scan(&got); err != nil {
		t.Fatal(err)
	}
	if got != "mine" {
		t.Errorf("application_name is %q, want mine", got)
	}
}

func TestOpenNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	good, err := url.Parse(pgtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	wrongPassword, wrongDatabase, nobody := *good, *good, *good
	wrongPassword.User = url.UserPassword(good.User.Username(), "hunter2")
	wrongDatabase.Path = "/nothing"
	nobody.Host = silentAddress(t)
	for name, test := range map[string]struct {
		url, want string
	}{
		"no URL":         {"://", "database URL"},
		"wrong password": {wrongPassword.String(), "password authentication failed"},
		"wrong database": {wrongDatabase.String(), "does not exist"},
		"no server":      {nobody.String(), "did not answer within 300ms"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, err := postgres.Open(t.Context(), test.url, postgres.Options{ConnectTimeout: 300 * time.Millisecond})
			if err == nil {
				t.Fatalf("opened; closing: %v", db.Close())
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %q, want it to say %q", err, test.want)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the error tells the password: %q", err)
			}
		})
	}
}

// silentAddress returns an address nobody listens on.
func silentAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// answerLimit is how long a running server may take to let us in.
const answerLimit = 5 * time.Second

// Attach finds the server that another process runs in dataDir and returns its
// URL. ok is false if none runs or it is not ready yet.
func Attach(ctx context.Context, dataDir string) (databaseURL string, ok bool, err error) {
	cluster := filepath.Join(dataDir, clusterName)
	file, err := readPIDFile(cluster)
	if err != nil || file == nil || !file.ready || !isPostmaster(file.pid, cluster) {
		return "", false, err
	}
	content, err := os.ReadFile(filepath.Join(dataDir, passwordName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("reading the password of the embedded PostgreSQL: %w", err)
	}
	databaseURL = serverURL(strings.TrimSpace(string(content)), file.port, Database)
	if err := answers(ctx, databaseURL); err != nil {
		return "", false, nil
	}
	return databaseURL, true, nil
}

func serverURL(password string, port int, database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(User, password),
		Host:     net.JoinHostPort("127.0.0.1", strconv.Itoa(port)),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// answers returns nil if the server lets us in and runs a statement.
func answers(ctx context.Context, databaseURL string) error {
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "SELECT 1")
	return errors.Join(err, conn.Close(ctx))
}

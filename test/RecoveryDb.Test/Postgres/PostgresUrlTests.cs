using Npgsql;

namespace MobileCoin.RecoveryDb.Test;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgres://localhost", "localhost", 5432, null, null, null)]
    [InlineData("postgresql://u:p%40ss@db.example:6543/fog?sslmode=verify-full&application_name=x", "db.example", 6543, "u", "p@ss", "fog")]
    [InlineData("postgres://u@[::1]:6543/fog", "::1", 6543, "u", null, "fog")]
    [InlineData("postgres://%2Fvar%2Frun/fog", "/var/run", 5432, null, null, "fog")]
    [InlineData("postgres:///fog?host=/var/run&user=u", "/var/run", 5432, "u", null, "fog")]
    [InlineData("postgres://a:1,b:2/fog?target_session_attrs=primary", "a:1,b:2", 5432, null, null, "fog")]
    [InlineData("  host = h  port=1 user='a b' password='it\\'s' dbname=fog", "h", 1, "a b", "it's", "fog")]
    public void Parse_ReadsBothForms(string url, string host, int port, string? user, string? password, string? database)
    {
        NpgsqlConnectionStringBuilder parsed = PostgresUrl.Parse(url);
        Assert.Equal((host, port, user, password, database), (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("localhost")]
    [InlineData("postgres://u:secret@h:port/db")]
    [InlineData("postgres://u:secret@h/db?sslmode=maybe")]
    [InlineData("postgres://u:secret@h/db?colour=blue")]
    [InlineData("postgres://u:secret@h/db?colour")]
    [InlineData("password=secret host='h")]
    [InlineData("password=secret port=70000")]
    public void Parse_OfAnythingElse_IsRefusedWithoutThePassword(string url)
    {
        FormatException e = Assert.Throws<FormatException>(() => PostgresUrl.Parse(url));
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, null, 5UL, ulong.MaxValue)]
    [InlineData(true, false, 8UL, 5UL, 20UL)]
    [InlineData(false, true, 8UL, 5UL, 9UL)]
    [InlineData(true, true, 8UL, 5UL, 9UL)]
    [InlineData(false, true, null, 0UL, 0UL)]
    public void BlockRange_IsWhatTheKeyHasToDeliver(bool retired, bool lost, ulong? scanned, ulong start, ulong end)
    {
        var record = new IngressPublicKeyRecord(default, new IngressPublicKeyStatus(5, 20, retired, lost), scanned);
        Assert.Equal(new Transactions.BlockRange(start, end), record.BlockRange);
        Assert.Equal(end > 5, record.CoversBlockIndex(5));
        Assert.False(record.CoversBlockIndex(end));
    }
}

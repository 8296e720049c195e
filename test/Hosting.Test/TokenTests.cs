using System.Text;

namespace MobileCoin.Hosting.Test;

public sealed class TokenTests
{
    private const string Good = "user1:1700000000:3c7c08d9ee1eb037d018";

    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly TokenAuthenticator _tokens;

    public TokenTests() => _tokens = new TokenAuthenticator(Secret, TimeSpan.FromSeconds(100), _time);

    // The MAC was computed with Python's hmac.
    [Fact]
    public void Token_HasUpstreamsForm() => Assert.Equal(Good, _tokens.MakeToken("user1"));

    [Theory]
    [InlineData(null, "Unauthenticated")]
    [InlineData("Bearer x", "Authorization header error: the scheme is not Basic")]
    [InlineData("basic x", "Authorization header error: the scheme is not Basic")]
    [InlineData("Basic !", "Authorization header error: the credentials are not base64")]
    [InlineData("Basic /w==", "Authorization header error: the credentials are not UTF-8")]
    [InlineData("Basic dXNlcg==", "Authorization header error: the credentials hold no colon")]
    public void Header_Malformed(string? header, string objection) => Assert.Equal(objection, _tokens.Objection(header));

    [Theory]
    [InlineData("user1", Good, null)]
    [InlineData("user1", "user1:1700000000:3C7C08D9EE1EB037D018", null)]
    [InlineData("user2", Good, "Invalid user authorization token")]
    [InlineData("user1", "user1:1700000001:3c7c08d9ee1eb037d018", "Invalid user authorization token")]
    [InlineData("user1", "user1:1700000000:3c7c08d9ee1eb037d019", "Invalid user authorization token")]
    [InlineData("user1", "user1:1700000000:3c7c", "Invalid user authorization token")]
    [InlineData("user1", "user1:1700000000:", "Invalid user authorization token")]
    [InlineData("user1", "user1:now:3c7c08d9ee1eb037d018", "Invalid user authorization token")]
    [InlineData("user1", "user1:1700000000", "Invalid user authorization token")]
    [InlineData("user1", Good + ":x", "Invalid user authorization token")]
    [InlineData("", "", "Invalid user authorization token")]
    public void Token_IsChecked(string user, string password, string? objection) => Assert.Equal(objection, _tokens.Objection(Header(user, password)));

    [Fact]
    public void Token_EndsWithItsTime_InBothDirections()
    {
        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.Null(_tokens.Objection(Header("user1", Good)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Expired user authorization token", _tokens.Objection(Header("user1", Good)));
        _time.Advance(TimeSpan.FromSeconds(-199));
        Assert.Null(_tokens.Objection(Header("user1", Good)));
        _time.Advance(TimeSpan.FromSeconds(-1));
        Assert.Equal("Expired user authorization token", _tokens.Objection(Header("user1", Good)));
    }

    private static string Header(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}

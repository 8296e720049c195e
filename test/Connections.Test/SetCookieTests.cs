// RFC 6265 §5.2, and what strangers may write.
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Connections.Test;

public sealed class SetCookieTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("VIEW=one", "VIEW", "one", false)]
    [InlineData(" VIEW = one two ; Path=/; HttpOnly; Secure", "VIEW", "one two", false)]
    [InlineData("VIEW=\"one\";SameSite=None", "VIEW", "\"one\"", false)]
    [InlineData("VIEW=a=b", "VIEW", "a=b", false)]
    [InlineData("VIEW=", "VIEW", "", false)]
    [InlineData("VIEW=; Max-Age=0", "VIEW", "", true)]
    [InlineData("VIEW=x; max-age=-1", "VIEW", "x", true)]
    [InlineData("VIEW=x; Max-Age=1", "VIEW", "x", false)]
    [InlineData("VIEW=x; Max-Age=99999999999999999999999", "VIEW", "x", false)]
    [InlineData("VIEW=x; Max-Age=soon", "VIEW", "x", false)]
    [InlineData("VIEW=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "VIEW", "x", true)]
    [InlineData("VIEW=x; Expires=Thu, 01-Jan-1970 00:00:00 GMT", "VIEW", "x", true)]
    [InlineData("VIEW=x; Expires=Fri, 01 Jan 2100 00:00:00 GMT", "VIEW", "x", false)]
    [InlineData("VIEW=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "VIEW", "x", false)]
    [InlineData("VIEW=x; Expires=never", "VIEW", "x", false)]
    public void Cookies_AreRead(string text, string name, string value, bool isOver)
    {
        Assert.True(SetCookie.TryParse(text, out SetCookie cookie));
        Assert.Equal((name, value, isOver), (cookie.Name, cookie.Value, cookie.IsOver(Now)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("VIEW")]
    [InlineData("=x")]
    [InlineData("VI EW=x")]
    [InlineData("VIEW=a\r\nX: y")]
    [InlineData("VIEW=a\0")]
    [InlineData("VIEW=é")]
    [InlineData("; VIEW=x")]
    public void OtherTexts_AreNone(string text) => Assert.False(SetCookie.TryParse(text, out _));

    [Fact]
    public void WhatIsRead_CanBeSentBack() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        if (text is null || !SetCookie.TryParse(text, out SetCookie cookie)) return;
        _ = cookie.IsOver(Now);
        Assert.DoesNotContain(string.Create(CultureInfo.InvariantCulture, $"{cookie.Name}={cookie.Value}"), c => char.IsControl(c) || c == ';' || c > '~');
    }).QuickCheckThrowOnFailure();
}

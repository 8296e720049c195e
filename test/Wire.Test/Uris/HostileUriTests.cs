// Texts that nobody would send in good faith, and IPv6 addresses against the platform's reading of them.
using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Wire.Test.Uris;

public sealed class HostileUriTests
{
    // Pieces that mean something to the parser, in any order: it answers or refuses, and what it prints it reads as the same.
    [Fact]
    public void Parse_OfAnyPieces_AnswersOrRefuses()
    {
        string[] pieces =
        [
            "fog", "insecure-", ":", "//", "/", "@", "?", "#", "[", "]", "::", "1", "443", "99999", ".", "..", "%2e", "%", "%ff", "%41", "a", "Z",
            " ", "\t", "\n", "\0", "\u007f", "\u00e4", "\ud83d\ude00", "\ud800", "\udc00", "\\", "&", "=", "+", "<", "^", "|", "responder-id", "-",
        ];
        Gen<string> texts = from parts in Gen.Elements(pieces).ListOf()
                            from prefix in Gen.Elements("", "fog://", "fog://h", "fog://h/", "fog://h/?")
                            select prefix + string.Concat(parts);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(texts.ToArbitrary(), Survives));
    }

    [Fact]
    public void Parse_OfAnyText_AnswersOrRefuses() => Check.QuickThrowOnFailure(Prop.ForAll((string? text) => Survives(text ?? "")));

    [Theory]
    [InlineData("fog://", '/')]
    [InlineData("fog://h/", '.')]
    [InlineData("fog://h", ':')]
    [InlineData("fog://", '@')]
    [InlineData("fog://[", ':')]
    [InlineData("fog://h:", '0')]
    [InlineData("fog://h/?", '&')]
    [InlineData("fog://h/?", '%')]
    [InlineData("fog://h/", '/')]
    [InlineData("", 'a')]
    public void Parse_OfALongText_AnswersOrRefuses(string prefix, char c) => Assert.True(Survives(prefix + new string(c, 200_000)));

    [Fact]
    public void Ipv6Hosts_AreReadAsThePlatformReadsThem()
    {
        Gen<string> texts = from parts in Gen.Elements("0", "1", "00", "ab", "FFFF", "12345", ":", ":", ":", "::", "1.2.3.4", "255", "256", ".").ListOf()
                            select string.Concat(parts);
        Gen<string> addresses = from numbers in Gen.Choose(0, 3).Select(n => n == 3 ? 0xabcd : n).ArrayOf(8)
                                select string.Join(':', numbers.Select(n => n.ToString("x")));
        Gen<string> either = Gen.OneOf(texts, addresses);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(either.ToArbitrary(), text =>
        {
            // The platform forgives more than the standard, so a refusal says nothing against it.
            if (!FogUri.TryParse($"fog://[{text}]/", out FogUri? uri)) return text.Length == 0 || !text.All(c => char.IsAsciiHexDigit(c) || c == ':') || !Platform(text, out _);
            return Platform(text, out IPAddress? expected) && Platform(uri.Host[1..^1], out IPAddress? read) && read!.Equals(expected)
                && FogUri.Parse($"fog://{uri.Host}/").Host == uri.Host;
        }));
    }

    private static bool Platform(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool Survives(string text)
    {
        if (!FogUri.TryParse(text, out FogUri? uri)) return true;
        _ = uri.Parameter("responder-id");
        FogUri again = FogUri.Parse(uri.FullText);
        FogUri printed = FogUri.Parse(uri.ToString());
        return again.Equals(uri) && again.FullText == uri.FullText && again.UserName == uri.UserName && again.Password == uri.Password
            && printed.Address == uri.Address && uri.FullText.All(c => c is > ' ' and < '\u007f');
    }
}

using Grpc.Core;

namespace MobileCoin.Grpc.Test;

/// <summary>Small forms of the protocol.</summary>
public sealed class WireFormTests
{
    [Theory]
    [InlineData("1H", 3600)]
    [InlineData("2M", 120)]
    [InlineData("99999999S", 99999999)]
    [InlineData("1500m", 1.5)]
    [InlineData("1u", 0.000001)]
    [InlineData("1n", 0.0000001)]
    [InlineData("0n", 0)]
    public void Timeout_Parses(string text, double seconds)
    {
        Assert.True(GrpcTimeout.TryParse(text, out TimeSpan timeout));
        Assert.Equal(seconds, timeout.TotalSeconds, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1.5S")]
    [InlineData("123456789m")]
    public void Timeout_RefusesOthers(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(9_999_999_990)]
    [InlineData(9_999_999_990_000)]
    [InlineData(long.MaxValue)]
    public void Timeout_RoundTrips_NeverShorter(long ticks)
    {
        TimeSpan wait = TimeSpan.FromTicks(ticks);
        Assert.True(GrpcTimeout.TryParse(GrpcTimeout.Format(wait), out TimeSpan back));
        Assert.True(back >= wait || back == TimeSpan.FromHours(99_999_999));
    }

    [Theory]
    [InlineData("plain text ~", "plain text ~")]
    [InlineData("100%", "100%25")]
    [InlineData("ü\n", "%C3%BC%0A")]
    public void PercentEncoding_RoundTrips(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    public void PercentEncoding_LeavesWhatIsMalformed(string text) => Assert.Equal(text, PercentEncoding.Decode(text));

    [Fact]
    public void Metadata_KeepsOrderAndChecksNames()
    {
        var metadata = new Metadata { { "A", "1" }, { "b-bin", [1] }, { "a", "2" } };
        Assert.Equal("2", metadata.GetValue("A"));
        Assert.Equal(["1", "2"], metadata.GetAll("a").Select(e => e.Value));
        Assert.Throws<ArgumentException>(() => metadata.Add("a b", "x"));
        Assert.Throws<ArgumentException>(() => metadata.Add("a-bin", "x"));
        Assert.Throws<ArgumentException>(() => metadata.Add("a", [1]));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "x"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("AA", 1)]
    [InlineData("AA==", 1)]
    [InlineData("AAA", 2)]
    [InlineData("AAAA", 3)]
    public void BinaryHeaders_TakeBase64WithOrWithoutPadding(string text, int length)
    {
        Assert.True(MetadataHeaders.TryDecode(text, out byte[] bytes));
        Assert.Equal(length, bytes.Length);
        Assert.False(MetadataHeaders.TryDecode(text + "*", out _));
    }
}

// What URIs say after the question mark (fact sheet crypto §8.3).
using MobileCoin.Wire.Uris;

namespace MobileCoin.Wire.Test.Uris;

public sealed class UriParameterTests
{
    private const string KeyHex = "ee07bfb8852db7752cf53ff19c44604b2f646f537175b0e1c4bb083cdf85037d";
    private const string KeyBase64 = "MCowBQYDK2VwAyEA7ge_uIUtt3Us9T_xnERgSy9kb1NxdbDhxLsIPN-FA30=";

    [Theory]
    [InlineData("", null)]
    [InlineData("?", null)]
    [InlineData("?a=1", "1")]
    [InlineData("?a=", null)]
    [InlineData("?a", null)]
    [InlineData("?A=1", null)]
    [InlineData("?a=&a=2&a=3", "2")] // the first that is not empty
    [InlineData("?b=1&&a=2", "2")]
    [InlineData("?a=b=c", "b=c")]
    [InlineData("?a=x+y%2Bz%20", "x y+z ")]
    [InlineData("?%61=1", "1")]
    [InlineData("?a=%C3%A4\u00e4", "\u00e4\u00e4")]
    [InlineData("?a=%ff", "\ufffd")]
    [InlineData("?a=%", "%")]
    [InlineData("?a=1#&a=2", "1")]
    [InlineData("#?a=1", null)]
    public void Parameter_IsTheFirstWithAValue(string query, string? expected) => Assert.Equal(expected, FogUri.Parse("fog://host/" + query).Parameter("a"));

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("True", false)]
    [InlineData("yes", false)]
    [InlineData("", false)]
    public void Flag_IsOneOrTrue(string value, bool expected)
    {
        ConsensusPeerUri uri = ConsensusPeerUri.Parse($"mcp://host/?consensus-relay-incoming-txs={value}");
        Assert.Equal(expected, uri.Flag("consensus-relay-incoming-txs"));
        Assert.Equal(expected, uri.RelayIncomingTransactions);
        Assert.False(uri.Flag("another"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("?broadcast-consensus-msgs=", true)]
    [InlineData("?broadcast-consensus-msgs=1", true)]
    [InlineData("?broadcast-consensus-msgs=0", false)]
    [InlineData("?broadcast-consensus-msgs=true", false)]
    public void BroadcastConsensusMessages_IsOneUnlessSaidOtherwise(string query, bool expected) =>
        Assert.Equal(expected, ConsensusPeerUri.Parse("mcp://host/" + query).BroadcastConsensusMessages);

    [Fact]
    public void ResponderId_OverridesTheAddress()
    {
        FogViewStoreUri uri = FogViewStoreUri.Parse("fog-view-store://10.0.0.1:3225/?responder-id=store.Example:443");
        Assert.Equal("10.0.0.1:3225", uri.Address);
        Assert.Equal("store.Example:443", uri.ResponderId);
        Assert.Equal("fog-view-store://10.0.0.1:3225/", uri.ToString());
        FogViewStoreUri wrong = FogViewStoreUri.Parse("fog-view-store://host/?responder-id=name");
        Assert.Equal(UriError.ResponderId, Assert.Throws<UriException>(() => wrong.ResponderId).Error);
    }

    [Fact]
    public void TlsParameters_AreFilesAndNames()
    {
        FogUri uri = FogUri.Parse("fog://host/?tls-hostname=www.example&ca-bundle=/etc/ca%20s.pem&tls-chain=chain.pem&tls-key=key.pem");
        Assert.Equal(("www.example", "/etc/ca s.pem", "chain.pem", "key.pem"), (uri.TlsHostName, uri.CaBundle, uri.TlsChain, uri.TlsKey));
        FogUri bare = FogUri.Parse("fog://host/");
        Assert.Equal((null, null, null, null), (bare.TlsHostName, bare.CaBundle, bare.TlsChain, bare.TlsKey));
    }

    [Theory]
    [InlineData(KeyHex)]
    [InlineData("EE07BFB8852DB7752CF53FF19C44604B2F646F537175B0E1C4BB083CDF85037D")]
    [InlineData(KeyBase64)]
    [InlineData("MCowBQYDK2VwAyEA7ge_uIUtt3Us9T_xnERgSy9kb1NxdbDhxLsIPN-FA30%3D")]
    public void ConsensusMessageKey_IsHexOrBase64(string text)
    {
        Assert.Equal(KeyHex, Convert.ToHexStringLower(ConsensusPeerUri.Parse($"mcp://host/?consensus-msg-key={text}").ConsensusMessageKey().ToBytes()));
        Assert.Equal(KeyHex, Convert.ToHexStringLower(ConsensusClientUri.Parse($"mc://host/?consensus-msg-key={text}").ConsensusMessageKey().ToBytes()));
    }

    [Fact]
    public void ConsensusMessageKey_OfTheExample_IsRead()
    {
        ConsensusClientUri uri = ConsensusClientUri.Parse(
            "insecure-mc://localhost:3223/?consensus-msg-key=MCowBQYDK2VwAyEAUBfht6884a45r0AjFRXgLlnw3yIDllTepWavLrT8Lfk=");
        Assert.Equal("localhost:3223", uri.Address);
        Assert.False(uri.UseTls);
        Span<byte> der = stackalloc byte[44];
        uri.ConsensusMessageKey().WriteDer(der);
        Assert.Equal("MCowBQYDK2VwAyEAUBfht6884a45r0AjFRXgLlnw3yIDllTepWavLrT8Lfk=", Convert.ToBase64String(der));
    }

    [Theory]
    [InlineData("", UriError.NoPubkey)]
    [InlineData("?consensus-msg-key=", UriError.NoPubkey)]
    [InlineData("?consensus-msg-key=!", UriError.Base64Decode)]
    [InlineData("?consensus-msg-key=MCowBQYDK2VwAyEA7ge_uIUtt3Us9T_xnERgSy9kb1NxdbDhxLsIPN-FA30", UriError.Base64Decode)] // no padding
    [InlineData("?consensus-msg-key=MCowBQYDK2VwAyEA7ge%2FuIUtt3Us9T%2FxnERgSy9kb1NxdbDhxLsIPN%2BFA30=", UriError.Base64Decode)] // not URL-safe
    [InlineData("?consensus-msg-key=MCowBQYDK2VwAyEA7ge_uIUtt3Us9T_xnERgSy9kb1NxdbDhxLsIPN-FA31=", UriError.Base64Decode)] // stray bits
    [InlineData("?consensus-msg-key=MCowBQYDK2VwAyEA7ge_uIUtt3Us9T_xnERgSy9kb1NxdbDhxLsIPN-FA30=+", UriError.Base64Decode)] // a space
    [InlineData("?consensus-msg-key=AAAA", UriError.KeyConversion)]
    [InlineData("?consensus-msg-key=" + KeyHex + "00", UriError.Base64Decode)]
    [InlineData("?consensus-msg-key=0200000000000000000000000000000000000000000000000000000000000000", UriError.KeyConversion)]
    public void ConsensusMessageKey_ThatIsNone_IsRefused(string query, UriError error) =>
        Assert.Equal(error, Assert.Throws<UriException>(() => ConsensusPeerUri.Parse("mcp://host/" + query).ConsensusMessageKey()).Error);

    [Theory]
    [InlineData("", 0, ulong.MaxValue, "default")]
    [InlineData("?sharding_strategy=default", 0, ulong.MaxValue, "default")]
    [InlineData("?sharding_strategy=0-10", 0, 10, "0-10")]
    [InlineData("?sharding_strategy=00100-18446744073709551615", 100, ulong.MaxValue, "100-18446744073709551615")]
    public void Shard_IsARangeOfBlocks(string query, ulong start, ulong end, string text)
    {
        BlockShard shard = FogViewStoreUri.Parse("fog-view-store://host/" + query).Shard();
        Assert.Equal(new BlockShard(start, end), shard);
        Assert.Equal(text, shard.ToString());
        Assert.True(shard.Contains(start));
        Assert.True(shard.Contains(end - 1));
        Assert.False(shard.Contains(end));
        Assert.False(start > 0 && shard.Contains(start - 1));
    }

    [Theory]
    [InlineData("Default")]
    [InlineData("10")]
    [InlineData("-")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("2-1")]
    [InlineData("1-1")]
    [InlineData("1-%2B2")]
    [InlineData("1- 2")]
    [InlineData("0x1-0x2")]
    [InlineData("0-18446744073709551616")]
    public void Shard_ThatIsNone_IsRefused(string text)
    {
        FogViewStoreUri uri = FogViewStoreUri.Parse("fog-view-store://host/?sharding_strategy=" + text);
        Assert.Equal(UriError.ShardingStrategy, Assert.Throws<UriException>(() => uri.Shard()).Error);
    }
}

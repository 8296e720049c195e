using Google.Protobuf;
using MobileCoin.Wire.ConsensusPeer;

namespace MobileCoin.Wire.Test.Proto;

/// <summary>Generated messages from strangers.</summary>
public sealed class GeneratedMessageTests
{
    // The second member of the oneof, with one empty hash.
    private static readonly byte[] Part = [0x12, 2, 0x0a, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(1 + GeneratedMessage.MaxParts)]
    public void PartsOfAOneof_Merge(int parts)
    {
        var message = GeneratedMessage.Decode<GetTxsResponse>(Parts(parts));
        Assert.Equal(parts, message.TxHashesNotInCache.TxHashes.Count);
    }

    [Fact]
    public void PartsOfAOneof_TooMany_AreRefused() =>
        Assert.Contains(
            "GetTxsResponse.tx_hashes_not_in_cache",
            Assert.Throws<WireException>(() => GeneratedMessage.Decode<GetTxsResponse>(Parts(2 + GeneratedMessage.MaxParts))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("12")] // cut off
    [InlineData("1205")] // too long
    [InlineData("0b0c")] // a group
    [InlineData("02")] // field 0
    public void WhatIsNoMessage_IsRefused(string hex) =>
        Assert.Throws<WireException>(() => GeneratedMessage.Decode<GetTxsResponse>(Convert.FromHexString(hex)));

    [Fact]
    public void WhatTheLibraryWrites_IsRead()
    {
        var written = new GetTxsResponse { TxHashesNotInCache = new TxHashesNotInCache { TxHashes = { ByteString.CopyFrom(new byte[32]) } } };
        Assert.Equal(written, GeneratedMessage.Decode<GetTxsResponse>(written.ToByteArray()));
    }

    private static byte[] Parts(int count) => [.. Enumerable.Repeat(Part, count).SelectMany(p => p)];
}

// Token ids (fact sheet ledger §2.3, crypto §5.7).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>Token ids are numbers of 64 bits; only one has a meaning of its own.</summary>
public static class TokenId
{
    /// <summary>MOB, the token of the network: 0.</summary>
    public const ulong Mob = 0;

    /// <summary>Bytes of a masked token id.</summary>
    public const int Size = 8;

    /// <summary>Appends a token id as the aggregate that it is in amounts and as a map's key; elsewhere it is a plain number.</summary>
    internal static void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ulong token)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TokenId"u8);
        node.UInt64("0"u8, token);
    }
}

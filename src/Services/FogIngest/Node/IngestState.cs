// What an ingest node is at, and what is said of it (fact sheet fog §2.8).
using Google.Protobuf;
using MobileCoin.Crypto;
using MobileCoin.Wire.External;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

/// <summary>The state of a node at one moment. Immutable.</summary>
internal sealed record IngestState
{
    internal required IngestControllerMode Mode { get; init; }

    /// <summary>The block that is scanned next; 0 until the node was active.</summary>
    internal required ulong NextBlockIndex { get; init; }

    internal required ulong PubkeyExpiryWindow { get; init; }

    internal required PeerSet Peers { get; init; }

    /// <summary>The enclave's ingress key, as it was last seen: asking the enclave waits for the block that it works on.</summary>
    internal required RistrettoPublic IngressKey { get; init; }

    internal required ReadOnlyMemory<byte> SealedIngressKey { get; init; }

    internal required KexRngPubkey EgressKey { get; init; }

    /// <summary>The run that the egress key was entered with; null before its first records.</summary>
    internal long? InvocationId { get; init; }

    internal bool IsActive => Mode == IngestControllerMode.Active;

    internal IngestSummary Summary()
    {
        var summary = new IngestSummary
        {
            Mode = Mode,
            NextBlockIndex = NextBlockIndex,
            PubkeyExpiryWindow = PubkeyExpiryWindow,
            IngressPubkey = new CompressedRistretto { Data = ByteString.CopyFrom(IngressKey.ToBytes()) },
            EgressPubkey = ByteString.CopyFrom(EgressKey.PublicKey.ToBytes()),
            KexRngVersion = EgressKey.Version,
            IngestInvocationId = InvocationId ?? 0,
        };
        summary.Peers.AddRange(Peers.Texts);
        return summary;
    }

    /// <summary>Whether a node that says this of itself has this node's ingress key.</summary>
    internal bool HasSameKey(IngestSummary other) => other.IngressPubkey is { } key && key.Data.Span.SequenceEqual(IngressKey.ToBytes());
}

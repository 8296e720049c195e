using MobileCoin.Attestation;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Funder;

/// <summary>The network that a funder pays in.</summary>
public sealed record FunderOptions
{
    /// <summary>The network's name.</summary>
    public required string ChainId { get; init; }

    /// <summary>The validators: the first that answers is asked.</summary>
    public required IReadOnlyList<ConsensusClientUri> Consensus { get; init; }

    /// <summary>The consensus enclaves that are trusted.</summary>
    public required VerificationPolicy ConsensusTrust { get; init; }

    /// <summary>The ingest enclaves of recipients' fogs that are trusted; null: addresses with fog cannot be paid.</summary>
    public VerificationPolicy? IngestTrust { get; init; }

    /// <summary>For so many blocks a payment is good.</summary>
    public ulong TombstoneBlocks { get; init; } = 50;

    /// <summary>How long to ask again for a report that is not there yet, and for a validator that does not answer yet.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a payment may take to get into the ledger.</summary>
    public TimeSpan LandingTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before looking or asking again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

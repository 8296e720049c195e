namespace MobileCoin.Network;

/// <summary>An ingress key in the model, and the one ingest that has it.</summary>
/// <param name="ingest">Which ingest, from 0.</param>
/// <param name="publicKey">The key, hex.</param>
/// <param name="start">The first block that it scans.</param>
/// <param name="window">For how many blocks more a report is good.</param>
internal sealed class ForecastKey(int ingest, string publicKey, ulong start, ulong window)
{
    private readonly ulong _start = start;

    internal int Ingest { get; } = ingest;

    internal string PublicKey { get; } = publicKey;

    /// <summary>The next block that it would scan.</summary>
    internal ulong Next { get; private set; } = start;

    /// <summary>The block from which on senders do not use the key, by the last report.</summary>
    internal ulong Expiry { get; private set; } = start + window;

    internal bool Runs { get; set; } = true;

    internal bool IsRetired { get; set; }

    internal bool IsLost { get; set; }

    /// <summary>Its ingest was found to rest.</summary>
    internal bool WasSeenIdle { get; set; }

    internal bool HasScanned => Next > _start;

    /// <summary>It was retired and has scanned what it promised: its ingest rests.</summary>
    internal bool IsIdle { get; private set; }

    /// <summary>Senders may use it in a block.</summary>
    internal bool Takes(ulong block) => !IsRetired && !IsLost && block < Expiry;

    /// <summary>Whether Fog view has to wait for it at a block.</summary>
    internal bool HasToDeliver(ulong block) => block >= _start && (IsLost ? block < Next : !IsRetired || block < Expiry);

    /// <summary>Scans what there is, and publishes a report before each block.</summary>
    internal void Scan(ulong blocks)
    {
        while (Runs && !IsLost && !IsIdle && Next < blocks)
        {
            if (IsRetired && Next > Expiry)
            {
                IsIdle = true;
                return;
            }
            if (!IsRetired) Expiry = Math.Max(Expiry, Next + window);
            Next++;
        }
    }
}

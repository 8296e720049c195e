// An ingest node as the overseer sees it (fact sheet fog §7.2, §2.8).
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogOverseer;

/// <summary>The operator's side of one ingest node. For any number of threads.</summary>
public interface IIngestNode
{
    /// <summary>Its address, without user, password and parameters.</summary>
    string Uri { get; }

    /// <summary>Asks how it is; again for some seconds while it does not answer.</summary>
    /// <exception cref="IngestNodeException">It does not answer, or not sensibly.</exception>
    Task<IngestSummary> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Has it make new keys, once.</summary>
    /// <exception cref="IngestNodeException">It did not.</exception>
    Task<IngestSummary> NewKeysAsync(CancellationToken cancellationToken);

    /// <summary>Makes it the active one, once.</summary>
    /// <exception cref="IngestNodeException">It did not become active.</exception>
    Task<IngestSummary> ActivateAsync(CancellationToken cancellationToken);
}

/// <summary>An ingest node did not do what it was asked. The message names it.</summary>
public sealed class IngestNodeException : Exception
{
    /// <summary>With the reason.</summary>
    public IngestNodeException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    public IngestNodeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

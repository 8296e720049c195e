using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

/// <summary>Where a node keeps its state for its next start (fact sheet fog §2.13).</summary>
public interface IIngestStateStore
{
    /// <summary>Puts a state in the place of the last, all or nothing. When this returns it survives a loss of power.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.StateFile"/>: what was there is there still.</exception>
    void Write(IngestStateFile state);
}

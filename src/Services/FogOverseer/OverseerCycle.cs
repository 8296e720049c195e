namespace MobileCoin.FogOverseer;

/// <summary>What came of one cycle of the overseer.</summary>
public enum OverseerCycle
{
    /// <summary>It is disabled, or was while the cycle ran: nothing was done, or no more.</summary>
    Disabled,

    /// <summary>A node did not answer: nothing was done.</summary>
    Unresponsive,

    /// <summary>One node is active, as it should be.</summary>
    OneActive,

    /// <summary>Several are: nothing was done.</summary>
    SeveralActive,

    /// <summary>A node that holds the outstanding key is active now.</summary>
    ActivatedHolder,

    /// <summary>A node with new keys is active now.</summary>
    ActivatedNewKey,

    /// <summary>Several keys are outstanding: the overseer has disabled itself.</summary>
    SeveralOutstanding,
}

namespace MobileCoin.FogShards;

/// <summary>What stores take of routers.</summary>
public static class StoreLimits
{
    /// <summary>
    /// Most bytes of a request: that a router's clients may send 4 MiB, and that of a service with several stores behind one address each gets the
    /// query, is no reason to refuse one.
    /// </summary>
    public const int MaxRequestSize = 64 << 20;
}

namespace MobileCoin.RecoveryDistribution;

/// <summary>An archive of a recovery database, or a state file, is not what it should be: trying again does not help.</summary>
public sealed class RecoveryDistributionException : Exception
{
    /// <summary>With what is wrong.</summary>
    public RecoveryDistributionException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and its cause.</summary>
    public RecoveryDistributionException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

// What the page of a devnet shows and can do: the seam between the network's processes and the page.
namespace MobileCoin.Devnet.Page;

/// <summary>
/// A running devnet, as its page sees it. Properties answer at once from memory and are safe for any number of threads; what happens is published
/// on <see cref="Feed"/>, so that nobody polls.
/// </summary>
internal interface IDevnetView
{
    /// <summary>What does not change while the devnet runs.</summary>
    DevnetAbout About { get; }

    /// <summary>Everything at this moment. Immutable: a change makes another.</summary>
    DevnetState State { get; }

    /// <summary>The samples of the last minutes, one a second, oldest first: at most <see cref="DevnetState.MostSamples"/>.</summary>
    IReadOnlyList<DevnetSample> Samples { get; }

    /// <summary>Where the view publishes what happens, after <see cref="State"/> shows it. One feed for the devnet's life.</summary>
    DevnetFeed Feed { get; }

    /// <summary>Pays from the faucet.</summary>
    /// <param name="to">The name of a demo wallet, or a public address in base58.</param>
    /// <param name="token">One of <see cref="DevnetAbout.Tokens"/>: the page has looked.</param>
    /// <param name="amount">In the smallest unit, not zero.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <returns>The payment, as soon as a validator has taken it; its way is told by <see cref="PaymentChanged"/>.</returns>
    /// <exception cref="DevnetRefusalException">Why not: the faucet is empty, the address is wrong.</exception>
    Task<DevnetPayment> FaucetAsync(string to, ulong token, ulong amount, CancellationToken cancellation);

    /// <summary>Pays from a demo wallet.</summary>
    /// <param name="from">The name of one of <see cref="DevnetState.Wallets"/>: the page has looked.</param>
    /// <param name="to">The name of another, or a public address in base58.</param>
    /// <param name="token">One of <see cref="DevnetAbout.Tokens"/>.</param>
    /// <param name="amount">In the smallest unit, not zero.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <returns>The payment, as soon as a validator has taken it.</returns>
    /// <exception cref="DevnetRefusalException">Why not: not enough, the address is wrong.</exception>
    Task<DevnetPayment> PayAsync(string from, string to, ulong token, ulong amount, CancellationToken cancellation);
}

/// <summary>A request that the devnet does not fulfil, in words for its user.</summary>
/// <param name="field">What of the form is wrong: <c>to</c>, <c>amount</c>, <c>token</c>, <c>from</c>; null when it is none of them.</param>
/// <param name="message">A sentence: what is wrong and what would be right.</param>
/// <param name="inner">The reason.</param>
internal sealed class DevnetRefusalException(string? field, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What of the form is wrong, or null.</summary>
    public string? Field { get; } = field;
}

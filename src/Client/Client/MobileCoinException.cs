// How everything that can go wrong reaches an app.
namespace MobileCoin.Client;

/// <summary>Something that an app asked for did not come about. The message says what is wrong, for people; it holds no secret.</summary>
/// <param name="error">What is wrong, for programs.</param>
/// <param name="message">What is wrong, for people.</param>
/// <param name="inner">The cause; may be null.</param>
public sealed class MobileCoinException(ClientError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What is wrong.</summary>
    public ClientError Error { get; } = error;

    /// <summary>What to do about it.</summary>
    public string Advice => ClientAdvice.Of(Error);

    /// <summary>
    /// The payment that may have gone through nonetheless; null if none can have. Wait for it, or send its draft again: a payment that is
    /// prepared anew may be paid twice.
    /// </summary>
    public SentPayment? Payment { get; init; }

    /// <summary>Whether the same call may succeed later although nobody changes anything.</summary>
    public bool MayRetry => ClientAdvice.MayRetry(Error);
}

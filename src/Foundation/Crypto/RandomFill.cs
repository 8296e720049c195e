// The one way in for randomness: Foundation draws none of its own (fact sheet crypto §0.4 gives the order of draws).
namespace MobileCoin.Crypto;

/// <summary>
/// Fills <paramref name="destination"/> with fresh random bytes. Every secret of this project is drawn through it, in the order and with
/// the lengths that the using type documents; production passes the operating system's generator, tests replay recorded bytes.
/// </summary>
/// <param name="destination">The bytes to fill, completely.</param>
public delegate void RandomFill(Span<byte> destination);

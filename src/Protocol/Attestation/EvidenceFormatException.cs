// Bytes or text that are not what they should be (fact sheet attestation §1.5, §1.10, §2.1).
namespace MobileCoin.Attestation;

/// <summary>A quote, certificate, list, document or file does not parse; the message names the part and what is wrong with it.</summary>
/// <param name="message">The part and what is wrong.</param>
/// <param name="inner">What the parser said, if it said something.</param>
public sealed class EvidenceFormatException(string message, Exception? inner = null) : Exception(message, inner);

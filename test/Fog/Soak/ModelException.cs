namespace MobileCoin.Fog;

/// <summary>Fog did what it must not.</summary>
internal sealed class ModelException(string message) : Exception(message);

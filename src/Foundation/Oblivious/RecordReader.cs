namespace MobileCoin.Oblivious;

/// <summary>Where a bulk build takes its records from.</summary>
/// <param name="records">Room for whole records, each the key followed by the value; fill from the start.</param>
/// <returns>How many records were written, at least one; 0 says that there are no more.</returns>
public delegate int RecordReader(Span<byte> records);

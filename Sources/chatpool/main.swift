print("chatpool")
